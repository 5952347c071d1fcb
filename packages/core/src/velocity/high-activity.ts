/** Whether a visitor comes much more often than the others of its workspace. */
export interface HighActivity {
  readonly isHigh: boolean
  /** Events of the visitor in 24 hours, this one included. Present when `isHigh`. */
  readonly dailyRequests?: number
}

/** How many visitors had so many events. */
export type VisitorHistogram = readonly (readonly [events: number, visitors: number])[]

/**
 * The published rule: above the 98th percentile of daily visitors
 * (Fingerprint documentation, "High-Activity Device").
 */
const usualShare = 0.98
/** Of fewer visitors, one alone is more than the two in a hundred that the rule may call busy. */
export const highActivityVisitorsMin = 50

/**
 * The most events in 24 hours that are usual: at least 98 % of the visitors have no more.
 *
 * @returns `undefined` for too few visitors
 */
export function usualDailyEvents(histogram: VisitorHistogram): number | undefined {
  const visitors = histogram.reduce((sum, [, count]) => sum + count, 0)
  if (visitors < highActivityVisitorsMin) return undefined
  // Whole hundredths: 0.98 * 50 is not exactly 49.
  const enough = Math.ceil((visitors * Math.round(usualShare * 100)) / 100)
  let seen = 0
  for (const [events, count] of [...histogram].sort(([a], [b]) => a - b)) {
    seen += count
    if (seen >= enough) return events
  }
  return undefined
}

/**
 * @param dailyEvents of the visitor, the event in question included
 * @param usual as `usualDailyEvents` said
 */
export function toHighActivity(dailyEvents: number, usual: number): HighActivity {
  return dailyEvents > usual ? { isHigh: true, dailyRequests: dailyEvents } : { isHigh: false }
}
