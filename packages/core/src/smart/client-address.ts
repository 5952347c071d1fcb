import type { Facts } from '../facts'
import type { AddressFacts, AddressLabel, Provenance } from '../ip-facts'

/** What data files say about the address that the visit came from. */
export function clientAddressFacts({ network }: Pick<Facts, 'network'>): AddressFacts | undefined {
  const { v4, v6 } = network.addresses ?? {}
  return [v4, v6].find((facts) => facts?.address === network.ip) ?? v4 ?? v6
}

/** Proven crawlers: what their operator's network is called does not make them users of a VPN. */
export function isProvenCrawler({ network }: Pick<Facts, 'network'>): boolean {
  const identity = network.crawler?.identity
  return identity === 'verified' || identity === 'signed'
}

/** For people: `is listed as Mullvad (x4bnet-vpn of 2026-08-22)`. */
export function inWords({ by, name, from }: AddressLabel, what: string): string {
  const whose = name ? `${what} of ${name}` : what
  if (by === 'asn') return `the network of the address is ${whose} (${sourceOf(from)})`
  return `the address is listed as ${whose} (${sourceOf(from)})`
}

function sourceOf({ source, asOf }: Provenance): string {
  return `${source} of ${new Date(asOf).toISOString().slice(0, 10)}`
}
