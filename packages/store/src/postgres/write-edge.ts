import type { EventRow } from '../event-row'
import type { Sql } from './connect'
import { eventLock, lockAll } from './locks'
import { searchList, searchNames } from './search-columns'

/**
 * One transaction under the lock of the event id. The primary key alone would let two buckets hold
 * one id: it begins with the column that a cluster is distributed by.
 */
export async function writeEdge(sql: Sql, event: EventRow): Promise<'recorded' | 'event_id_taken'> {
  const { bucket, ws, ts, eventId } = event
  return sql.begin(async (tx) => {
    await lockAll(tx, [eventLock(ws, eventId)])
    const rows = await tx<{ added: number }[]>`
      WITH added AS (
        INSERT INTO events (bucket, ws, ts, event_id, env, visitor_id, linked_id, ip, origin,
          suspect, replayed, flags, revision, nonce_key, body_key, ${searchNames(tx)})
        SELECT ${bucket}, ${ws}, ${ts}, ${eventId}, ${event.env}, ${event.visitorId},
          ${event.linkedId}, ${event.ip}, ${event.origin}, ${event.suspect}, ${event.replayed},
          ${event.flags}, ${event.revision}, '', '', ${searchList(tx, event.search)}
        WHERE NOT EXISTS (SELECT FROM events WHERE ws = ${ws} AND ts = ${ts}
          AND event_id = ${eventId})
        RETURNING bucket, ws, ts, event_id
      ), written AS (
        INSERT INTO event_docs (bucket, ws, ts, event_id, doc)
        SELECT bucket, ws, ts, event_id, ${event.doc} FROM added
      )
      SELECT count(*) AS added FROM added`
    return rows[0]?.added ? ('recorded' as const) : ('event_id_taken' as const)
  })
}
