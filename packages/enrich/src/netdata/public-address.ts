import ipaddr from 'ipaddr.js'
import { normalizeAddress } from '../address'

/**
 * True for an address that anybody on the internet can reach: not private, loopback, link-local,
 * reserved, nor one that carries an IPv4 address inside (6to4, Teredo, NAT64).
 */
export function isPublicAddress(text: string): boolean {
  const address = normalizeAddress(text)
  return address !== undefined && ipaddr.parse(address).range() === 'unicast'
}
