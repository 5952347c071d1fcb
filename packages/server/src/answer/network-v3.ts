import type { AddressFacts, EventRecord, Geolocation } from '@whorl/core'
import type { EventResponseV3, VisitV3 } from '@whorl/wire'

type Products = EventResponseV3['products']
type Place = NonNullable<VisitV3['ipLocation']>
type Address = NonNullable<NonNullable<Products['ipInfo']>['data']['v4']>

/** What Server API v3 tells about the network of an event. */
export function toNetworkProducts({
  verdicts,
  proximity,
}: Pick<EventRecord, 'verdicts' | 'proximity'>): Partial<Products> {
  const { tor, ip_blocklist: blocklist } = verdicts
  const { v4, v6 } = verdicts.ip_info?.value ?? {}
  return {
    ...((v4 || v6) && {
      ipInfo: { data: { ...(v4 && { v4: toAddress(v4) }), ...(v6 && { v6: toAddress(v6) }) } },
    }),
    ...(blocklist && { ipBlocklist: { data: toBlocklist(blocklist.value) } }),
    ...(proximity && { proximity: { data: { ...proximity } } }),
    ...(tor && { tor: { data: { result: tor.value.isExit } } }),
    ...toVpn(verdicts.vpn?.value),
    ...toProxy(verdicts.proxy?.value),
  }
}

/** Where the address of an event is; absent where nothing is known. */
export function toIpLocation({ verdicts, ip }: EventRecord): Pick<VisitV3, 'ipLocation'> {
  const { v4, v6 } = verdicts.ip_info?.value ?? {}
  const place = [v4, v6].find((facts) => facts?.address === ip)?.geolocation
  return place ? { ipLocation: toPlace(place) } : {}
}

type Blocklist = NonNullable<EventRecord['verdicts']['ip_blocklist']>['value']

function toBlocklist({ isEmailSpam, isAttackSource }: Blocklist) {
  return {
    result: isEmailSpam || isAttackSource,
    details: { emailSpam: isEmailSpam, attackSource: isAttackSource },
  }
}

type Vpn = NonNullable<EventRecord['verdicts']['vpn']>['value']

function toVpn(vpn: Vpn | undefined): Pick<Products, 'vpn'> {
  if (!vpn) return {}
  const { timezoneMismatch, publicVpn, osMismatch, relay } = vpn.methods
  return {
    vpn: {
      data: {
        result: vpn.isVpn,
        confidence: vpn.confidence,
        mlScore: vpn.mlScore,
        originTimezone: vpn.originTimezone,
        // Only phones tell it.
        originCountry: 'unknown',
        methods: {
          timezoneMismatch,
          publicVPN: publicVpn,
          auxiliaryMobile: false,
          osMismatch,
          relay,
        },
      },
    },
  }
}

type Proxy = NonNullable<EventRecord['verdicts']['proxy']>['value']

function toProxy(proxy: Proxy | undefined): Pick<Products, 'proxy'> {
  if (!proxy) return {}
  const { isProxy, confidence, mlScore, details } = proxy
  const seenAt = details?.lastSeenAt
  return {
    proxy: {
      data: {
        result: isProxy,
        confidence,
        mlScore,
        ...(details && {
          details: {
            proxyType: details.type,
            ...(seenAt !== undefined && { lastSeenAt: new Date(seenAt).toISOString() }),
          },
        }),
      },
    },
  }
}

function toAddress({ address, geolocation, owner, datacenter, known }: AddressFacts): Address {
  const { asn, name, network, type } = owner ?? {}
  // The schema wants all three.
  const hasOwner = asn !== undefined && name !== undefined && network !== undefined
  return {
    address,
    geolocation: geolocation ? toPlace(geolocation) : {},
    ...(hasOwner && { asn: { asn, name, network, ...(type && { type }) } }),
    ...((datacenter || known.includes('datacenter')) && {
      datacenter: { result: datacenter !== undefined, name: datacenter?.name ?? '' },
    }),
  }
}

function toPlace(place: Geolocation): Place {
  const { accuracyRadius, latitude, longitude, postalCode, timezone, city, subdivisions } = place
  const country = toNamed(place.countryCode, place.countryName)
  const continent = toNamed(place.continentCode, place.continentName)
  return {
    ...(accuracyRadius !== undefined && { accuracyRadius }),
    ...(latitude !== undefined && { latitude }),
    ...(longitude !== undefined && { longitude }),
    ...(postalCode !== undefined && { postalCode }),
    ...(timezone !== undefined && { timezone }),
    ...(city !== undefined && { city: { name: city } }),
    ...(country && { country }),
    ...(continent && { continent }),
    ...(subdivisions && { subdivisions: subdivisions.map((one) => ({ ...one })) }),
  }
}

function toNamed(code: string | undefined, name: string | undefined) {
  return code === undefined ? undefined : { code, name: name ?? code }
}
