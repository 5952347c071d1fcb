import type { RowWriter } from './range-writer'

const insideMax = (1n << 64n) - 1n

/** Where the parts of an IPv6 range go. */
export interface V6Sinks {
  readonly writer: RowWriter
  /** Rows of nine words, as the long table of a range file has them. */
  readonly long: number[]
  readonly mergeEqual: boolean
}

/** Whole /64s go to the table, an end inside a /64 to the long list. */
export function putV6Part(sinks: V6Sinks, first: bigint, last: bigint, value: number): void {
  const firstTop = first >> 64n
  const lastTop = last >> 64n
  const startsInside = (first & insideMax) !== 0n
  const endsInside = (last & insideMax) !== insideMax
  if (firstTop === lastTop && (startsInside || endsInside)) {
    putLong(sinks, first, last, value)
    return
  }
  if (startsInside) putLong(sinks, first, (firstTop << 64n) | insideMax, value)
  const from = startsInside ? firstTop + 1n : firstTop
  const to = endsInside ? lastTop - 1n : lastTop
  if (from <= to) {
    sinks.writer.put(wordAt(from, 1), wordAt(from, 0), wordAt(to, 1), wordAt(to, 0), value)
  }
  if (endsInside) putLong(sinks, lastTop << 64n, last, value)
}

function putLong({ long, mergeEqual }: V6Sinks, first: bigint, last: bigint, value: number): void {
  const end = long.length
  if (mergeEqual && end > 0 && long[end - 1] === value) {
    const before = long
      .slice(end - 5, end - 1)
      .reduce((sum, word) => (sum << 32n) | BigInt(word), 0n)
    if (before + 1n === first) {
      long.splice(end - 5, 4, ...wordsOf(last))
      return
    }
  }
  long.push(...wordsOf(first), ...wordsOf(last), value)
}

function wordsOf(value: bigint): number[] {
  return [3, 2, 1, 0].map((index) => wordAt(value, index))
}

/** Word 0 is the lowest. */
function wordAt(value: bigint, index: number): number {
  return Number((value >> BigInt(index * 32)) & 0xffff_ffffn)
}
