import type { EventRecord } from '@whorl/core'

const asOf = Date.UTC(2026, 5, 5)
const licence = 'CC-BY-4.0'

/** Verdicts about a household in Berlin whose browser says Prague, with everything filled. */
export const networkVerdicts: EventRecord['verdicts'] = {
  ip_info: {
    value: {
      v4: {
        address: '203.0.113.7',
        isBogon: false,
        geolocation: {
          accuracyRadius: 20,
          latitude: 52.5,
          longitude: 13.4,
          postalCode: '10115',
          timezone: 'Europe/Berlin',
          city: 'Berlin',
          countryCode: 'DE',
          countryName: 'Germany',
          continentCode: 'EU',
          continentName: 'Europe',
          subdivisions: [{ isoCode: 'BE', name: 'Land Berlin' }],
          from: {
            source: 'cities',
            asOf,
            licence,
            attribution: 'Places by Some (https://some.example)',
          },
        },
        owner: {
          asn: '64500',
          name: 'Example Net',
          network: '203.0.113.0/24',
          type: 'hosting',
          from: { source: 'networks', asOf, licence },
        },
        datacenter: {
          by: 'asn',
          name: 'Example Cloud',
          from: { source: 'networks', asOf, licence },
        },
        known: ['datacenter', 'vpn', 'relay'],
      },
    },
    evidence: [],
  },
  vpn: {
    value: {
      isVpn: true,
      confidence: 'medium',
      mlScore: 0.431,
      originTimezone: 'Europe/Prague',
      methods: { timezoneMismatch: true, publicVpn: false, osMismatch: false, relay: false },
    },
    evidence: [{ says: 'zone of another country', weight: 0.4 }],
  },
  proxy: {
    value: {
      isProxy: true,
      confidence: 'high',
      mlScore: 0.91,
      details: { type: 'data_center', lastSeenAt: asOf, provider: 'Some Proxies' },
    },
    evidence: [],
  },
  tor: { value: { isExit: false }, evidence: [] },
  ip_blocklist: { value: { isAttackSource: true, isEmailSpam: false }, evidence: [] },
}
