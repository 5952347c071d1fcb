import { parseNetwork } from './ip-network'
import type { ParsedIp } from './parsed-ip'
import { createRangeBuilder } from './range-builder'
import { decodeRangeTable } from './range-table'

/**
 * Networks from which no visitor of the Internet comes: the IANA registries of special-purpose
 * addresses (RFC 6890 and its successors, read 2026-11) and, for IPv6, all that IANA has not opened
 * as global unicast. Inside a listed range, `visitors` marks what does carry traffic.
 */
const specialNetworks: readonly (readonly [cidr: string, use: string])[] = [
  ['0.0.0.0/8', 'this network, RFC 791'],
  ['10.0.0.0/8', 'private, RFC 1918'],
  ['100.64.0.0/10', 'carrier-grade NAT, RFC 6598'],
  ['127.0.0.0/8', 'loopback, RFC 1122'],
  ['169.254.0.0/16', 'link-local, RFC 3927'],
  ['172.16.0.0/12', 'private, RFC 1918'],
  ['192.0.0.0/24', 'protocol assignments, RFC 6890'],
  ['192.0.2.0/24', 'documentation, RFC 5737'],
  ['192.88.99.0/24', '6to4 relays, withdrawn by RFC 7526'],
  ['192.168.0.0/16', 'private, RFC 1918'],
  ['198.18.0.0/15', 'benchmarking, RFC 2544'],
  ['198.51.100.0/24', 'documentation, RFC 5737'],
  ['203.0.113.0/24', 'documentation, RFC 5737'],
  ['224.0.0.0/4', 'multicast, RFC 5771'],
  ['240.0.0.0/4', 'reserved and broadcast, RFC 1112 and 919'],
  ['::/3', 'not global unicast, RFC 4291'],
  // A translator in front of an IPv6-only server shows IPv4 visitors so (RFC 6052).
  ['64:ff9b::/96', 'visitors'],
  ['2001::/23', 'protocol assignments, RFC 2928'],
  // Teredo clients are visitors, as rare as they have become (RFC 4380).
  ['2001::/32', 'visitors'],
  ['2001:db8::/32', 'documentation, RFC 3849'],
  ['3fff::/20', 'documentation, RFC 9637'],
  ['4000::/2', 'not global unicast, RFC 4291'],
  ['8000::/1', 'unique local, link-local, multicast and reserved, RFC 4291'],
]

function buildTable() {
  const builder = createRangeBuilder({ mergeEqual: false })
  for (const [cidr, use] of specialNetworks) {
    if (!parseNetwork(cidr)) throw new Error(`${cidr} is no range`)
    builder.addCidr(cidr, use)
  }
  const header = { layer: 'geo', source: 'iana-special', asOf: 0, licence: 'public' } as const
  return decodeRangeTable(builder.encode(header))
}

const table = buildTable()

/** True for private, loopback, documentation and other addresses that no visitor has. */
export function isBogon(ip: ParsedIp): boolean {
  const found = table.find(ip)
  return found !== undefined && found.value !== 'visitors'
}
