import type { EventRecord, StoredEvent } from '@whorl/core'
import { toStoredEvent, toVisitorEvents } from '../event-row'
import { storableText } from '../storable-text'
import type { VisitorEventsQuery } from '../store'
import { type Database, prepare } from './driver'
import { VisitorRows } from './visitor-rows'

interface EventPlace {
  readonly id: number
  readonly ts: number
  readonly event_id: string
}

/** Finds and lists stored events. */
export class EventReader {
  readonly #visitors
  readonly #find
  readonly #list
  readonly #doc

  constructor(db: Database) {
    this.#visitors = new VisitorRows(db)
    this.#find = prepare<{ doc: string }>(
      db,
      `SELECT doc FROM events JOIN event_docs USING (id)
       WHERE ws = ? AND ts = ? AND event_id = ?`,
    )
    this.#list = prepare<EventPlace>(
      db,
      `SELECT id, ts, event_id FROM events
       WHERE ws = ? AND visitor_id = ? AND (ts, event_id) < (?, ?)
       ORDER BY ts DESC, event_id DESC LIMIT ?`,
    )
    this.#doc = prepare<{ doc: string }>(db, 'SELECT doc FROM event_docs WHERE id = ?')
  }

  find(workspaceId: string, eventId: string, timestamp: number): StoredEvent | undefined {
    const row = this.#find.get(workspaceId, timestamp, storableText(eventId))
    return row && toStoredEvent(row.doc)
  }

  listByVisitor({ workspaceId, visitorId, before, limit }: VisitorEventsQuery): EventRecord[] {
    const id = storableText(visitorId)
    const members = this.#visitors.listClass(workspaceId, id).map((row) => row.visitor_id)
    // Without an event id nothing of that millisecond is before it: '' sorts first.
    const end = before ?? { timestamp: Number.MAX_SAFE_INTEGER }
    const endId = storableText(before?.eventId ?? '')
    return (members.length > 0 ? members : [id])
      .flatMap((member) => this.#list.all(workspaceId, member, end.timestamp, endId, limit))
      .sort((a, b) => b.ts - a.ts || (a.event_id < b.event_id ? 1 : -1))
      .slice(0, limit)
      .flatMap((place) => {
        const row = this.#doc.get(place.id)
        return row ? toVisitorEvents(row.doc) : []
      })
  }
}
