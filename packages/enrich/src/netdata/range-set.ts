import { parseNetwork } from '../network/ip-network'
import type { RangeBuilder } from '../network/range-builder'

/** Both ends included; IPv4 as numbers of 32 bits. */
type Range = readonly [first: bigint, last: bigint]

/** Ranges of both families, sorted and without overlaps. */
export interface RangeSet {
  readonly v4: readonly Range[]
  readonly v6: readonly Range[]
}

/** Entries that are neither an address nor a CIDR range are left out. */
export function toRangeSet(entries: readonly string[]): RangeSet {
  const v4: Range[] = []
  const v6: Range[] = []
  for (const entry of entries) {
    const network = parseNetwork(entry)
    if (network?.kind === 4) v4.push([BigInt(network.first), BigInt(network.last)])
    else if (network) v6.push([network.first, network.last])
  }
  return { v4: join(v4), v6: join(v6) }
}

/** What is in `set` and not in `minus`. */
export function subtractRanges(set: RangeSet, minus: RangeSet): RangeSet {
  return { v4: subtract(set.v4, minus.v4), v6: subtract(set.v6, minus.v6) }
}

export function addRanges(builder: RangeBuilder, set: RangeSet, value: string): void {
  for (const [first, last] of set.v4) builder.addV4(Number(first), Number(last), value)
  for (const [first, last] of set.v6) builder.addV6(first, last, value)
}

function join(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
  const joined: Range[] = []
  for (const [first, last] of sorted) {
    const before = joined.at(-1)
    if (!before || first > before[1] + 1n) joined.push([first, last])
    else if (last > before[1]) joined[joined.length - 1] = [before[0], last]
  }
  return joined
}

function subtract(ranges: readonly Range[], minus: readonly Range[]): Range[] {
  const left: Range[] = []
  let next = 0
  for (const [first, last] of ranges) {
    while (next < minus.length && (minus[next]?.[1] ?? 0n) < first) next += 1
    let from = first
    // A hole may reach into the next range, so the place for that one is not moved past it.
    for (let at = next; at < minus.length; at += 1) {
      const [holeFirst, holeLast] = minus[at] ?? [0n, 0n]
      if (holeFirst > last) break
      if (holeFirst > from) left.push([from, holeFirst - 1n])
      from = holeLast + 1n
    }
    if (from <= last) left.push([from, last])
  }
  return left
}
