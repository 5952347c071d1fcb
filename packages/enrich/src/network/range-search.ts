import type { ParsedIp, ParsedIpV6 } from './parsed-ip'
import { longRowWords, type RangeViews } from './range-format'

export interface FoundRange {
  readonly value: string
  /** The ends of the row, both included. */
  readonly first: ParsedIp
  readonly last: ParsedIp
}

const wordMax = 0xffff_ffff

/** Compares two addresses of four words. */
export function compareWords(
  one: ArrayLike<number>,
  oneAt: number,
  other: ArrayLike<number>,
  otherAt: number,
): number {
  for (let index = 0; index < 4; index++) {
    const difference = (one[oneAt + index] ?? 0) - (other[otherAt + index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The text of a value by its number. */
export type TextOf = (number: number) => string

/** An index on the top 16 bits leaves a few dozen rows to search, in nearby memory. */
export function createV4Search({ v4Firsts, v4Values }: RangeViews, textOf: TextOf) {
  const index = new Uint32Array(65_537)
  for (let row = 0; row < v4Firsts.length; row++) {
    const slot = ((v4Firsts[row] ?? 0) >>> 16) + 1
    index[slot] = (index[slot] ?? 0) + 1
  }
  for (let slot = 1; slot < index.length; slot++) {
    index[slot] = (index[slot] ?? 0) + (index[slot - 1] ?? 0)
  }
  return (value: number): FoundRange | undefined => {
    const slot = value >>> 16
    let low = index[slot] ?? 0
    let high = index[slot + 1] ?? 0
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((v4Firsts[middle] ?? 0) <= value) low = middle + 1
      else high = middle
    }
    const row = low - 1
    const number = v4Values[row] ?? 0
    if (number === 0) return undefined
    const last = row + 1 < v4Firsts.length ? (v4Firsts[row + 1] ?? 0) - 1 : wordMax
    return {
      value: textOf(number),
      first: { kind: 4, value: v4Firsts[row] ?? 0 },
      last: { kind: 4, value: last },
    }
  }
}

export function createV6Search({ v6Highs, v6Lows, v6Values, long }: RangeViews, textOf: TextOf) {
  const findLong = createLongSearch(long, textOf)
  return (ip: ParsedIpV6): FoundRange | undefined => {
    let low = 0
    let high = v6Highs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const top = v6Highs[middle] ?? 0
      if (top < ip.a || (top === ip.a && (v6Lows[middle] ?? 0) <= ip.b)) low = middle + 1
      else high = middle
    }
    const row = low - 1
    const number = v6Values[row] ?? 0
    if (number === 0) return findLong(ip)
    const a = v6Highs[row] ?? 0
    const b = v6Lows[row] ?? 0
    return {
      value: textOf(number),
      first: { kind: 6, a, b, c: 0, d: 0 },
      last: lastBefore(v6Highs[row + 1], v6Lows[row + 1]),
    }
  }
}

/** The last address before the next row, or of all. */
function lastBefore(high: number | undefined, low: number | undefined): ParsedIp {
  const rest = { c: wordMax, d: wordMax }
  if (high === undefined || low === undefined) return { kind: 6, a: wordMax, b: wordMax, ...rest }
  if (low === 0) return { kind: 6, a: high - 1, b: wordMax, ...rest }
  return { kind: 6, a: high, b: low - 1, ...rest }
}

function createLongSearch(long: Uint32Array, textOf: TextOf) {
  const count = long.length / longRowWords
  const ipAt = (at: number): ParsedIp => {
    const [a = 0, b = 0, c = 0, d = 0] = long.subarray(at, at + 4)
    return { kind: 6, a, b, c, d }
  }
  return (ip: ParsedIpV6): FoundRange | undefined => {
    const words = [ip.a, ip.b, ip.c, ip.d]
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareWords(long, middle * longRowWords, words, 0) <= 0) low = middle + 1
      else high = middle
    }
    const at = (low - 1) * longRowWords
    if (at < 0 || compareWords(words, 0, long, at + 4) > 0) return undefined
    return { value: textOf(long[at + 8] ?? 0), first: ipAt(at), last: ipAt(at + 4) }
  }
}
