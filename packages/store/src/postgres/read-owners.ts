import type { EventOwner, ReadOwners } from '../count-daily-events'
import type { Sql } from './connect'

/** Reads whose the events of a workspace are, newest first. */
export function createOwnerReader(sql: Sql, ws: string): ReadOwners {
  return ({ ts, eventId }, limit) => sql<EventOwner[]>`
    SELECT ts, event_id, visitor_id FROM events
    WHERE ws = ${ws} AND (ts, event_id) < (${ts}::bigint, ${eventId})
    ORDER BY ts DESC, event_id DESC LIMIT ${limit}`
}
