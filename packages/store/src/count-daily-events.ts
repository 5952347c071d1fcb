import { setImmediate as pause } from 'node:timers/promises'
import { type VisitorHistogram, velocityWindowsMs } from '@whorl/core'

/** The place of an event in the order of events, and whose it is; empty for one of an edge. */
export interface EventOwner {
  readonly ts: number
  readonly event_id: string
  readonly visitor_id: string
}

/** Reads the newest events of a workspace strictly before a place, at most `limit` of them. */
export type ReadOwners = (
  before: { readonly ts: number; readonly eventId: string },
  limit: number,
) => EventOwner[] | Promise<EventOwner[]>

const [, , dayMs] = velocityWindowsMs
/** Rows at a time: SQLite reads 2,000 in about 4 ms, and searches run in between. */
const slice = 2_000
const eventsMax = 1_000_000

/** `VisitorStore.dailyEvents`, by whatever reads the events. */
export async function countDailyEvents(read: ReadOwners, until: number): Promise<VisitorHistogram> {
  const begin = until - dayMs
  const visits = new Map<string, number>()
  let before = { ts: until + 1, eventId: '' }
  let total = 0
  for (;;) {
    const rows = await read(before, slice)
    const inside = rows.filter(({ ts }) => ts > begin)
    for (const { visitor_id } of inside) {
      if (visitor_id !== '') visits.set(visitor_id, (visits.get(visitor_id) ?? 0) + 1)
    }
    total += inside.length
    const last = inside.at(-1)
    if (!last || inside.length < slice) return toHistogram(visits, 1)
    before = { ts: last.ts, eventId: last.event_id }
    if (total >= eventsMax) return toHistogram(visits, dayMs / Math.max(1, until - last.ts))
    await pause()
  }
}

function toHistogram(visits: ReadonlyMap<string, number>, scale: number): VisitorHistogram {
  const histogram = new Map<number, number>()
  for (const count of visits.values()) {
    const events = Math.round(count * scale)
    histogram.set(events, (histogram.get(events) ?? 0) + 1)
  }
  return [...histogram]
}
