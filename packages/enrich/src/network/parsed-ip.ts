/** An IPv4 address as one unsigned 32-bit number. */
export interface ParsedIpV4 {
  readonly kind: 4
  readonly value: number
}

/** An IPv6 address as four unsigned 32-bit words, `a` first. */
export interface ParsedIpV6 {
  readonly kind: 6
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

export type ParsedIp = ParsedIpV4 | ParsedIpV6

/** `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255`. */
const textLengthMax = 45
const zero = 48
const dot = 46
const colon = 58

/**
 * Reads the text of an address: four decimal parts, or any form of RFC 4291. IPv4-mapped IPv6
 * becomes IPv4, a zone index (`fe80::1%eth0`) is left out as it names an interface of some machine.
 * Anything else is `undefined`; nothing throws.
 */
export function parseIp(text: string): ParsedIp | undefined {
  let plain = text.trim()
  const zone = plain.indexOf('%')
  if (zone >= 0) plain = plain.slice(0, zone)
  if (plain.length > textLengthMax) return undefined
  if (plain.includes(':')) return zone < 0 || zone > 1 ? parseV6(plain) : undefined
  const value = zone < 0 ? parseV4(plain, 0) : -1
  return value < 0 ? undefined : { kind: 4, value }
}

/** -1 when the text from `at` on is not four decimal parts without leading zeros. */
function parseV4(text: string, at: number): number {
  let value = 0
  let part = -1
  let parts = 1
  for (let index = at; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === dot) {
      if (part < 0 || ++parts > 4) return -1
      value = value * 256 + part
      part = -1
      continue
    }
    const digit = code - zero
    if (digit < 0 || digit > 9 || part === 0) return -1
    part = part < 0 ? digit : part * 10 + digit
    if (part > 255) return -1
  }
  return part < 0 || parts < 4 ? -1 : value * 256 + part
}

function parseV6(text: string): ParsedIp | undefined {
  const groups = [0, 0, 0, 0, 0, 0, 0, 0]
  let count = 0
  let gapAt = -1
  let index = 0
  if (text.startsWith('::')) {
    gapAt = 0
    index = 2
  }
  while (index < text.length) {
    if (count > 7) return undefined
    const end = groupEnd(text, index)
    if (text.charCodeAt(end) === dot) {
      const value = count > 6 ? -1 : parseV4(text, index)
      if (value < 0) return undefined
      groups[count++] = Math.floor(value / 65_536)
      groups[count++] = value % 65_536
      break
    }
    if (end === index || end - index > 4) return undefined
    groups[count++] = hexOf(text, index, end)
    if (end === text.length) break
    if (text.charCodeAt(end) !== colon || end + 1 === text.length) return undefined
    index = end + 1
    if (text.charCodeAt(index) !== colon) continue
    if (gapAt >= 0) return undefined
    gapAt = count
    index++
  }
  return fromGroups(groups, count, gapAt)
}

function groupEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && hexDigit(text.charCodeAt(end)) >= 0) end++
  return end
}

function hexOf(text: string, from: number, to: number): number {
  let value = 0
  for (let index = from; index < to; index++) value = value * 16 + hexDigit(text.charCodeAt(index))
  return value
}

function hexDigit(code: number): number {
  if (code >= zero && code <= 57) return code - zero
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

/** `::` stands for at least one group of zeros (RFC 5952 lets one be written so). */
function fromGroups(groups: readonly number[], count: number, gapAt: number): ParsedIp | undefined {
  if (gapAt < 0 ? count !== 8 : count > 7) return undefined
  const zeros = 8 - count
  const at = (index: number) => {
    if (zeros === 0 || index < gapAt) return groups[index] ?? 0
    return index < gapAt + zeros ? 0 : (groups[index - zeros] ?? 0)
  }
  const word = (index: number) => at(index) * 65_536 + at(index + 1)
  return fromWords(word(0), word(2), word(4), word(6))
}

/** Four unsigned 32-bit words, first to last; IPv4-mapped becomes IPv4. */
export function fromWords(a: number, b: number, c: number, d: number): ParsedIp {
  if (a === 0 && b === 0 && c === 0xffff) return { kind: 4, value: d }
  return { kind: 6, a, b, c, d }
}

/** The canonical text: dotted, or RFC 5952. */
export function formatIp(ip: ParsedIp): string {
  if (ip.kind === 4) {
    const { value } = ip
    return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
  }
  const groups = [ip.a, ip.b, ip.c, ip.d].flatMap((word) => [word >>> 16, word & 0xffff])
  const [from, to] = longestZeros(groups)
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  if (to - from < 2) return text(groups)
  return `${text(groups.slice(0, from))}::${text(groups.slice(to))}`
}

/** The first of the longest runs, as RFC 5952, section 4.2.3 wants it. */
function longestZeros(groups: readonly number[]): [from: number, to: number] {
  let best: [number, number] = [0, 0]
  let from = 0
  for (const [index, group] of groups.entries()) {
    if (group !== 0) from = index + 1
    else if (index + 1 - from > best[1] - best[0]) best = [from, index + 1]
  }
  return best
}
