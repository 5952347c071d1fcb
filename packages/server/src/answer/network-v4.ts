import {
  type AddressFacts,
  type ClientAddresses,
  countriesOf,
  type EventRecord,
  type Geolocation,
  type Verdicts,
} from '@whorl/core'
import type { EventV4 } from '@whorl/wire'

type IpInfo = NonNullable<EventV4['ip_info']>
type Address = NonNullable<IpInfo['v4']>

/** What Server API v4 tells about the network of an event. */
export function toNetworkV4({
  verdicts,
  proximity,
}: Pick<EventRecord, 'verdicts' | 'proximity'>): Partial<EventV4> {
  const { tor, ip_blocklist: blocklist, vpn, proxy } = verdicts
  return {
    ...toIpInfoV4(verdicts.ip_info?.value),
    ...((blocklist || tor) && {
      ip_blocklist: {
        ...(blocklist && {
          email_spam: blocklist.value.isEmailSpam,
          attack_source: blocklist.value.isAttackSource,
        }),
        ...(tor && { tor_node: tor.value.isExit }),
      },
    }),
    ...(proximity && {
      proximity: {
        id: proximity.id,
        precision_radius: proximity.precisionRadius,
        confidence: proximity.confidence,
      },
    }),
    ...toAnonymityV4(verdicts),
    ...(proxy && { proxy_ml_score: proxy.value.mlScore }),
    ...(vpn && {
      vpn_ml_score: vpn.value.mlScore,
      vpn_origin_timezone: vpn.value.originTimezone,
      vpn_origin_country: countriesOf(vpn.value.originTimezone)[0] ?? 'unknown',
    }),
  }
}

type Anonymity = Pick<
  EventV4,
  'proxy' | 'proxy_confidence' | 'proxy_details' | 'vpn' | 'vpn_confidence' | 'vpn_methods'
>

/** Proxy and VPN without what takes a device to know. */
export function toAnonymityV4({ proxy, vpn }: Pick<Verdicts, 'proxy' | 'vpn'>): Anonymity {
  const details = proxy?.value.details
  return {
    ...(proxy && { proxy: proxy.value.isProxy, proxy_confidence: proxy.value.confidence }),
    ...(details && {
      proxy_details: {
        proxy_type: details.type,
        ...(details.lastSeenAt !== undefined && { last_seen_at: details.lastSeenAt }),
        ...(details.provider !== undefined && { provider: details.provider }),
      },
    }),
    ...(vpn && {
      vpn: vpn.value.isVpn,
      vpn_confidence: vpn.value.confidence,
      vpn_methods: {
        timezone_mismatch: vpn.value.methods.timezoneMismatch,
        public_vpn: vpn.value.methods.publicVpn,
        auxiliary_mobile: false,
        os_mismatch: vpn.value.methods.osMismatch,
        relay: vpn.value.methods.relay,
      },
    }),
  }
}

export function toIpInfoV4(addresses: ClientAddresses | undefined): Pick<EventV4, 'ip_info'> {
  if (!addresses) return {}
  const { v4, v6 } = addresses
  return { ip_info: { ...(v4 && { v4: toAddress(v4) }), ...(v6 && { v6: toAddress(v6) }) } }
}

function toAddress({ address, geolocation, owner, datacenter, known }: AddressFacts): Address {
  return {
    address,
    ...(geolocation && { geolocation: toGeolocation(geolocation) }),
    ...(owner && {
      asn: owner.asn,
      ...(owner.name !== undefined && { asn_name: owner.name }),
      ...(owner.network !== undefined && { asn_network: owner.network }),
      ...(owner.type && { asn_type: owner.type }),
    }),
    ...((datacenter || known.includes('datacenter')) && {
      datacenter_result: datacenter !== undefined,
      ...(datacenter?.name && { datacenter_name: datacenter.name }),
    }),
  }
}

function toGeolocation(place: Geolocation): NonNullable<Address['geolocation']> {
  const { accuracyRadius, latitude, longitude, postalCode, timezone, city, subdivisions } = place
  const { countryCode, countryName, continentCode, continentName } = place
  return {
    ...(accuracyRadius !== undefined && { accuracy_radius: accuracyRadius }),
    ...(latitude !== undefined && { latitude }),
    ...(longitude !== undefined && { longitude }),
    ...(postalCode !== undefined && { postal_code: postalCode }),
    ...(timezone !== undefined && { timezone }),
    ...(city !== undefined && { city_name: city }),
    ...(countryCode !== undefined && { country_code: countryCode }),
    ...(countryName !== undefined && { country_name: countryName }),
    ...(continentCode !== undefined && { continent_code: continentCode }),
    ...(continentName !== undefined && { continent_name: continentName }),
    ...(subdivisions && {
      subdivisions: subdivisions.map(({ isoCode, name }) => ({ iso_code: isoCode, name })),
    }),
  }
}
