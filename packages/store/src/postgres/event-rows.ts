import { timestampOfEvent } from '@whorl/wire'
import { toEdgeRow, toRevisedRow, toStoredEvent, toVisitorEvents } from '../event-row'
import type { SearchQueue } from '../search-queue'
import { storableText } from '../storable-text'
import type { EventStore } from '../store'
import { isComplete } from '../webhook-row'
import type { Sql } from './connect'
import { listClass } from './find-profiles'
import { searchAssignments } from './search-columns'
import { countEvents, countFound, searchEvents } from './search-events'
import { writeEdge } from './write-edge'
import type { WriteQueue } from './write-queue'

interface DocRow {
  readonly doc: string
}

/** Stored events. */
export function createEventStore(
  sql: Sql,
  { writes, searches }: { readonly writes: WriteQueue; readonly searches: SearchQueue },
): EventStore {
  return {
    async find(ws, eventId) {
      const ts = timestampOfEvent(eventId)
      if (!Number.isSafeInteger(ts)) return undefined
      const rows = await sql<DocRow[]>`
        SELECT doc FROM events JOIN event_docs USING (bucket, ws, ts, event_id)
        WHERE ws = ${ws} AND ts = ${ts} AND event_id = ${storableText(eventId)}`
      return rows[0] && toStoredEvent(rows[0].doc)
    },
    recordEdge: (record, bucket) => writes.run(() => writeEdge(sql, toEdgeRow(record, bucket))),
    async revise(record) {
      const event = toRevisedRow(record)
      const { ws, ts, eventId } = event
      const rows = await sql<{ revised: number; stored: number }[]>`
        WITH stored AS (
          SELECT 1 FROM events WHERE ws = ${ws} AND ts = ${ts} AND event_id = ${eventId}
        ), uncounted AS (
          -- What processes remember of these keys is not true any more.
          DELETE FROM velocity_keys k USING events e
          WHERE e.ws = ${ws} AND e.ts = ${ts} AND e.event_id = ${eventId}
            AND e.linked_id IS DISTINCT FROM ${event.linkedId} AND k.ws = ${ws}
            AND (k.kind, k.key) IN (('visitor', e.visitor_id), ('linkedId', e.linked_id),
              ('linkedId', ${event.linkedId}))
        ), revised AS (
          UPDATE events SET linked_id = ${event.linkedId}, suspect = ${event.suspect},
            flags = ${event.flags}, revision = ${event.revision},
            ${searchAssignments(sql, event.search)}
          WHERE ws = ${ws} AND ts = ${ts} AND event_id = ${eventId}
            AND revision = ${event.revision - 1}
          RETURNING bucket
        ), written AS (
          UPDATE event_docs d SET doc = ${event.doc} FROM revised r
          WHERE d.bucket = r.bucket AND d.ws = ${ws} AND d.ts = ${ts} AND d.event_id = ${eventId}
        ), released AS (
          UPDATE webhook_deliveries w SET due_at = 0 FROM revised
          WHERE ${isComplete(event)} AND w.ws = ${ws} AND w.event_id = ${eventId}
            AND w.state = 'pending' AND w.attempts = 0 AND w.lease = ''
        )
        SELECT (SELECT count(*) FROM revised) AS revised, (SELECT count(*) FROM stored) AS stored`
      if (rows[0]?.revised) return 'revised'
      return rows[0]?.stored ? 'moved' : 'missing'
    },
    async listByVisitor({ workspaceId: ws, visitorId, before, limit }) {
      const ids = await listClass(sql, ws, storableText(visitorId))
      // Without an event id nothing of that millisecond is before it: '' sorts first.
      const ts = before?.timestamp ?? Number.MAX_SAFE_INTEGER
      const eventId = storableText(before?.eventId ?? '')
      const rows = await sql<DocRow[]>`
        WITH places AS (
          SELECT e.bucket, e.ts, e.event_id FROM unnest(${ids}::text[]) AS id
          CROSS JOIN LATERAL (
            SELECT bucket, ts, event_id FROM events
            WHERE ws = ${ws} AND visitor_id = id AND (ts, event_id) < (${ts}::bigint, ${eventId})
            ORDER BY ts DESC, event_id DESC LIMIT ${limit}
          ) AS e ORDER BY e.ts DESC, e.event_id DESC LIMIT ${limit}
        )
        SELECT doc FROM places p JOIN event_docs d
          ON d.bucket = p.bucket AND d.ws = ${ws} AND d.ts = p.ts AND d.event_id = p.event_id
        ORDER BY p.ts DESC, p.event_id DESC`
      return rows.flatMap(({ doc }) => toVisitorEvents(doc))
    },
    count: (ws) => searches.run((leftMs) => countEvents(sql, ws, leftMs)),
    search: (page) => searches.run((leftMs) => searchEvents(sql, page, leftMs)),
    countFound: (search, max) => searches.run((leftMs) => countFound(sql, search, { max, leftMs })),
  }
}
