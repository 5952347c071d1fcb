import type { OldVisitorsRemoved } from '../store'
import type { OldEventsRemoval, OldVisitorsRemoval } from './command'
import { type Database, prepare } from './driver'
import type { EventTrace, VisitorRemover } from './remove-visitor'
import { type VisitorRow, VisitorRows } from './visitor-rows'

/** Takes out what a workspace no longer wants to keep. */
export class OldRemover {
  readonly #remover
  readonly #rows
  readonly #oldest
  readonly #visitors
  readonly #anyEvent

  constructor(db: Database, remover: VisitorRemover) {
    this.#remover = remover
    this.#rows = new VisitorRows(db)
    this.#oldest = prepare<EventTrace>(
      db,
      `SELECT id, event_id, nonce_key, body_key FROM events
       WHERE ws = ? AND ts < ? ORDER BY ts, event_id LIMIT ?`,
    )
    this.#visitors = prepare<VisitorRow & { readonly last_seen_at: number }>(
      db,
      `SELECT id, visitor_id, alias_of, last_seen_at FROM visitors
       WHERE ws = ? AND visitor_id > ? ORDER BY visitor_id LIMIT ?`,
    )
    this.#anyEvent = prepare<{ id: number }>(
      db,
      'SELECT id FROM events WHERE ws = ? AND visitor_id = ? LIMIT 1',
    )
  }

  removeEvents({ workspaceId, before, max }: OldEventsRemoval): number {
    const events = this.#oldest.all(workspaceId, before, max)
    for (const event of events) this.#remover.removeEvent(event)
    return events.length
  }

  removeVisitors({ workspaceId, before, max, after }: OldVisitorsRemoval): OldVisitorsRemoved {
    const rows = this.#visitors.all(workspaceId, after, max)
    let removed = 0
    // An alias goes with the visitor that it is one of.
    for (const { visitor_id, alias_of, last_seen_at } of rows)
      if (alias_of === null && last_seen_at < before)
        removed += this.#removeWithoutEvents(workspaceId, visitor_id)
    const last = rows.at(-1)
    return { removed, ...(last && rows.length === max && { after: last.visitor_id }) }
  }

  #removeWithoutEvents(ws: string, visitorId: string): number {
    const members = this.#rows.listClass(ws, visitorId)
    if (members.some((row) => this.#anyEvent.get(ws, row.visitor_id))) return 0
    for (const { id } of members) this.#remover.removeRow(id)
    return 1
  }
}
