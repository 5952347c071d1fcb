import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** A parsed list of CIDR ranges. */
export interface AddressRanges {
  contains(address: string): boolean
}

/**
 * Parses a list of addresses and CIDR ranges.
 *
 * @throws RangeError that names the first entry that is neither
 */
export function parseRanges(entries: readonly string[]): AddressRanges {
  const ranges = entries.map(parseRange)
  return {
    contains(text) {
      const address = parseAddress(text)
      if (!address) return false
      return ranges.some(
        ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
      )
    },
  }
}

function parseRange(entry: string): [Address, number] {
  const text = entry.trim()
  // Short forms such as 10/8 mean 0.0.0.10 to some readers and 10.0.0.0 to others; a zone index
  // names an interface, not a range.
  const isFull = !text.includes('%') && parseAddress(text.split('/')[0] ?? '') !== undefined
  if (isFull && ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = isFull ? parseAddress(text) : undefined
  if (!address) throw new RangeError(`"${entry}" is neither an IP address nor a CIDR range`)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Full dotted or colon form only; `::ffff:1.2.3.4` becomes `1.2.3.4`. */
function parseAddress(text: string): Address | undefined {
  // A zone index (fe80::1%eth0) names an interface of this machine, not a visitor.
  const plain = text.trim().replace(/%.*$/, '')
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return ipaddr.IPv4.parse(plain)
  if (!ipaddr.IPv6.isValid(plain)) return undefined
  const address = ipaddr.IPv6.parse(plain)
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address
}

/** The canonical text of an address, or `undefined` when it is none. */
export function normalizeAddress(text: string): string | undefined {
  return parseAddress(text)?.toString()
}

/** True for 127.0.0.0/8 and ::1, also in IPv4-mapped form. */
export function isLoopback(text: string): boolean {
  return parseAddress(text)?.range() === 'loopback'
}

/** Longer chains are forged: no deployment has so many proxies in a row. */
const hopsMax = 20

/**
 * The address of the visitor: the socket's, unless the socket belongs to a trusted proxy; then the
 * right-most hop of `X-Forwarded-For` that is not a trusted proxy itself. What stands left of it
 * was written by the visitor and is ignored, as are all other forwarding headers.
 */
export function clientAddress({
  socketAddress,
  forwardedFor,
  trustedProxies,
}: {
  socketAddress: string
  /** All `X-Forwarded-For` lines joined by commas. */
  forwardedFor?: string | undefined
  trustedProxies: AddressRanges
}): string {
  let nearest = normalizeAddress(socketAddress) ?? socketAddress
  const hops = (forwardedFor ?? '').split(',').reverse().slice(0, hopsMax)
  for (const hop of hops) {
    if (!trustedProxies.contains(nearest)) break
    const address = normalizeAddress(withoutPort(hop))
    if (!address) break
    nearest = address
  }
  return nearest
}

/** Some proxies write `1.2.3.4:567` or `[::1]:567`. */
function withoutPort(hop: string): string {
  const text = hop.trim()
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1]
  if (bracketed) return bracketed
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(text) ? text.replace(/:\d+$/, '') : text
}
