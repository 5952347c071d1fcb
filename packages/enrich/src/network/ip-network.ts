import { formatIp, type ParsedIp, parseIp } from './parsed-ip'

/** The first and last address of a network. */
export type ParsedNetwork =
  | { readonly kind: 4; readonly first: number; readonly last: number }
  | { readonly kind: 6; readonly first: bigint; readonly last: bigint }

/**
 * Reads an address or CIDR range; bits behind the prefix are ignored, as several published lists
 * have them. `undefined` for anything else, also for short forms such as `10/8`, which mean
 * different things to different readers.
 */
export function parseNetwork(text: string): ParsedNetwork | undefined {
  const plain = text.trim()
  if (plain.includes('%')) return undefined
  const slash = plain.indexOf('/')
  const ip = parseIp(slash < 0 ? plain : plain.slice(0, slash))
  if (!ip) return undefined
  const written = slash < 0 ? undefined : plain.slice(slash + 1)
  if (written !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(written)) return undefined
  const isMapped = ip.kind === 4 && plain.includes(':')
  const bits = written === undefined ? bitsOf(ip) : Number(written) - (isMapped ? 96 : 0)
  if (bits < 0 || bits > bitsOf(ip)) return undefined
  if (ip.kind === 4) {
    const size = 2 ** (32 - bits)
    const first = Math.floor(ip.value / size) * size
    return { kind: 4, first, last: first + size - 1 }
  }
  const mask = (1n << BigInt(128 - bits)) - 1n
  const value = toNumber(ip)
  return { kind: 6, first: value & ~mask, last: value | mask }
}

function bitsOf(ip: ParsedIp): number {
  return ip.kind === 4 ? 32 : 128
}

/** An address as one number. */
export function toNumber(ip: ParsedIp): bigint {
  if (ip.kind === 4) return BigInt(ip.value)
  return (BigInt(ip.a) << 96n) | (BigInt(ip.b) << 64n) | (BigInt(ip.c) << 32n) | BigInt(ip.d)
}

/** The CIDR range of this prefix around an address, as canonical text; the text when it is none. */
export function networkAround(address: string, prefixLength: number): string {
  const network = parseNetwork(`${address}/${prefixLength}`)
  if (!network) return address
  return `${formatIp(fromNumber(BigInt(network.first), network.kind))}/${prefixLength}`
}

/** The largest CIDR range between `first` and `last` that holds `ip`, as text. */
export function largestNetwork(ip: ParsedIp, first: ParsedIp, last: ParsedIp): string {
  if (ip.kind === 4 && first.kind === 4 && last.kind === 4) {
    return largestV4(ip.value, first.value, last.value)
  }
  const total = bitsOf(ip)
  const value = toNumber(ip)
  const from = toNumber(first)
  const to = toNumber(last)
  let bits = total
  let network = value
  while (bits > 0) {
    const mask = (1n << BigInt(total - bits + 1)) - 1n
    const wider = value & ~mask
    if (wider < from || (wider | mask) > to) break
    network = wider
    bits--
  }
  return `${formatIp(fromNumber(network, ip.kind))}/${bits}`
}

/** As above without big numbers: this runs at most look-ups. */
function largestV4(value: number, from: number, to: number): string {
  let network = value
  let bits = 32
  for (let size = 2; bits > 0; size *= 2) {
    const wider = value - (value % size)
    if (wider < from || wider + size - 1 > to) break
    network = wider
    bits--
  }
  return `${formatIp({ kind: 4, value: network })}/${bits}`
}

/** The address of a number. */
export function fromNumber(value: bigint, kind: 4 | 6): ParsedIp {
  if (kind === 4) return { kind, value: Number(value) }
  const word = (index: number) => Number((value >> BigInt(index * 32)) & 0xffff_ffffn)
  return { kind, a: word(3), b: word(2), c: word(1), d: word(0) }
}
