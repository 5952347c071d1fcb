import ipaddr from 'ipaddr.js'
import { normalizeAddress } from '../address'

/** Of the 2^128 addresses only these are given out to networks (IANA, IPv6 address space). */
const givenOut = ipaddr.parseCIDR('2000::/3')
/** Azure's machines reach their host's own services there; for everybody else it is public. */
const hostOfAzure = '168.63.129.16'

/**
 * True for an address that anybody on the internet can reach: not private, loopback, link-local,
 * reserved, nor one that carries an IPv4 address inside (6to4, Teredo, NAT64).
 */
export function isPublicAddress(text: string): boolean {
  const plain = normalizeAddress(text)
  if (plain === undefined || plain === hostOfAzure) return false
  const address = ipaddr.parse(plain)
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(givenOut)
}
