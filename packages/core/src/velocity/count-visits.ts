import { type KeyCounts, velocityWindowsMs, type WindowNumbers } from './velocity'

/** One event of a key: when it was, and its values in the order of `velocityValues`. */
export interface SeenVisit {
  /** Unix ms. */
  readonly at: number
  readonly values: readonly (string | null)[]
}

/**
 * Counts by looking at every visit: right for few of them.
 *
 * @param end Unix ms; visits after it do not count
 * @param kinds how many values each visit has
 */
export function countVisits(visits: readonly SeenVisit[], end: number, kinds: number): KeyCounts {
  const within = (widthMs: number): SeenVisit[] =>
    visits.filter(({ at }) => at <= end && at > end - widthMs)
  const [fiveMinutes, hour, day] = velocityWindowsMs
  const windows = [within(fiveMinutes), within(hour), within(day)] as const
  const numbers = (count: (seen: readonly SeenVisit[]) => number): WindowNumbers => [
    count(windows[0]),
    count(windows[1]),
    count(windows[2]),
  ]
  const distinct = Array.from({ length: kinds }, (_, kind) =>
    numbers((seen) => new Set(seen.flatMap(({ values }) => values[kind] ?? [])).size),
  )
  return { events: numbers((seen) => seen.length), distinct }
}
