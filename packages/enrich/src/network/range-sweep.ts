import type { RangeRows } from './range-rows'

/** Takes what `sweepRanges` finds, in ascending order and without overlaps. */
export interface SweepSink {
  /** A row that no other one touches. */
  whole(row: number): void
  /** The part of a row that no narrower row covers. */
  part(row: number, first: bigint, last: bigint): void
}

/**
 * Resolves overlaps: at each address the narrowest row wins, of equally wide ones the last added.
 * Rows that overlap nothing take a fast way without big numbers.
 */
export function sweepRanges(rows: RangeRows, order: Uint32Array | undefined, sink: SweepSink) {
  const rowAt = (place: number) => (order ? (order[place] ?? 0) : place)
  let place = 0
  while (place < rows.count) {
    const row = rowAt(place)
    const isAlone = place + 1 === rows.count || rows.startsAfter(rowAt(place + 1), row)
    if (isAlone) {
      sink.whole(row)
      place++
    } else {
      place = sweepGroup(rows, rowAt, place, sink)
    }
  }
}

interface ActiveRow {
  readonly row: number
  readonly width: bigint
  readonly last: bigint
}

/** From `start` on as long as rows touch; returns the place behind them. */
function sweepGroup(
  rows: RangeRows,
  rowAt: (place: number) => number,
  start: number,
  sink: SweepSink,
): number {
  const active: ActiveRow[] = []
  const parts = joinParts(sink)
  let place = start
  let at = rows.firstOf(rowAt(start))
  while (true) {
    while (place < rows.count && rows.firstOf(rowAt(place)) <= at) {
      push(active, toActive(rows, rowAt(place)))
      place++
    }
    while (active[0] && active[0].last < at) pop(active)
    const top = active[0]
    if (!top) break
    const next = place < rows.count ? rows.firstOf(rowAt(place)) : undefined
    const last = next === undefined || next > top.last ? top.last : next - 1n
    parts.put(top.row, at, last)
    at = last + 1n
  }
  parts.end()
  return place
}

/** A wider row that starts inside a narrower one must not cut it in two. */
function joinParts(sink: SweepSink) {
  let open: { row: number; first: bigint; last: bigint } | undefined
  const end = () => {
    if (open) sink.part(open.row, open.first, open.last)
    open = undefined
  }
  return {
    put(row: number, first: bigint, last: bigint) {
      if (open?.row === row && open.last + 1n === first) {
        open.last = last
        return
      }
      end()
      open = { row, first, last }
    },
    end,
  }
}

function toActive(rows: RangeRows, row: number): ActiveRow {
  const last = rows.lastOf(row)
  return { row, width: last - rows.firstOf(row), last }
}

function isBefore(one: ActiveRow, other: ActiveRow): boolean {
  return one.width === other.width ? one.row > other.row : one.width < other.width
}

/** A binary heap: rows that have ended are dropped only when they come to the top. */
function push(heap: ActiveRow[], added: ActiveRow): void {
  let index = heap.length
  heap.push(added)
  while (index > 0) {
    const above = (index - 1) >> 1
    const parent = heap[above]
    if (!parent || !isBefore(added, parent)) break
    heap[index] = parent
    index = above
  }
  heap[index] = added
}

function pop(heap: ActiveRow[]): void {
  const moved = heap.pop()
  if (!moved || heap.length === 0) return
  let index = 0
  while (true) {
    let below = index * 2 + 1
    const left = heap[below]
    const right = heap[below + 1]
    if (!left) break
    const smaller = right && isBefore(right, left) ? right : left
    if (smaller === right) below++
    if (!isBefore(smaller, moved)) break
    heap[index] = smaller
    index = below
  }
  heap[index] = moved
}
