import type { EventOwner, ReadOwners } from '../count-daily-events'
import { type Database, prepare } from './driver'

/** Reads whose the events of a workspace are, newest first. */
export function createOwnerReader(db: Database): (ws: string) => ReadOwners {
  const list = prepare<EventOwner>(
    db,
    `SELECT ts, event_id, visitor_id FROM events
     WHERE ws = ? AND (ts, event_id) < (?, ?) ORDER BY ts DESC, event_id DESC LIMIT ?`,
  )
  return (ws) =>
    ({ ts, eventId }, limit) =>
      list.all(ws, ts, eventId, limit)
}
