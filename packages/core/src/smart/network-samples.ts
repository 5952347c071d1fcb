import type { AddressFacts, AddressLabel, Provenance } from '../ip-facts'
import type { TcpFamily, TcpSignature } from '../network-signature'

/** Facts about addresses for tests of verdicts. */
export const someData: Provenance = {
  source: 'test-list',
  asOf: Date.UTC(2026, 7, 22),
  licence: 'CC0-1.0',
}

export const listed = (name?: string): AddressLabel => ({
  by: 'list',
  ...(name !== undefined && { name }),
  from: someData,
})

/** A household in a country, of which nothing else is known. */
export function household(countryCode: string, more: Partial<AddressFacts> = {}): AddressFacts {
  return {
    address: '198.51.100.7',
    isBogon: false,
    geolocation: { countryCode, countryName: countryCode, city: 'Town', from: someData },
    known: ['datacenter', 'vpn', 'relay', 'tor'],
    ...more,
  }
}

export const connection = (family: TcpFamily): TcpSignature => ({
  captured: true,
  layout: family,
  family,
  ttl: 52,
  ttlDistance: 12,
  window: 64_240,
  mss: 1_460,
  mtu: 1_500,
  scale: 8,
})
