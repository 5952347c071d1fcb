import { toStoredEvent } from '../event-row'
import type { EventSearch, EventSearchPage, FoundEvents } from '../event-search'
import { type Condition, hasTexts, pageCondition, searchCondition } from '../search-statement'
import { storableText } from '../storable-text'
import { type Database, prepare } from './driver'
import { VisitorRows } from './visitor-rows'

interface FoundPlace {
  readonly id: number
  readonly ts: number
  readonly event_id: string
}

/** Searches over the events of one workspace. */
export class EventSearcher {
  readonly #db
  readonly #visitors
  readonly #doc

  constructor(db: Database) {
    this.#db = db
    this.#visitors = new VisitorRows(db)
    this.#doc = prepare<{ doc: string }>(db, 'SELECT doc FROM event_docs WHERE id = ?')
  }

  find(page: EventSearchPage): FoundEvents {
    const wanted = this.#conditionOf(page)
    const place = pageCondition(page)
    const rows = prepare<FoundPlace>(
      this.#db,
      `SELECT id, ts, event_id FROM events INDEXED BY ${indexFor(page)}
       WHERE ${wanted.sql} ${place.sql}`,
    ).all(...wanted.values, ...place.values)
    const shown = rows.slice(0, page.limit)
    const last = shown.at(-1)
    return {
      events: shown
        .flatMap(({ id }) => this.#doc.get(id) ?? [])
        .map(({ doc }) => toStoredEvent(doc))
        .filter((event) => hasTexts(event, page)),
      ...(rows.length > page.limit &&
        last && { next: { timestamp: last.ts, eventId: last.event_id } }),
    }
  }

  count(search: EventSearch, max: number): number {
    const wanted = this.#conditionOf(search)
    const found = prepare<{ found: number }>(
      this.#db,
      `SELECT count(*) AS found FROM (
         SELECT 1 FROM events INDEXED BY ${indexFor(search)} WHERE ${wanted.sql} LIMIT ?
       )`,
    ).get(...wanted.values, max)
    return found?.found ?? 0
  }

  #conditionOf(search: EventSearch): Condition {
    const { workspaceId, visitorId } = search
    if (visitorId === undefined) return searchCondition(search)
    const id = storableText(visitorId)
    const members = this.#visitors.listClass(workspaceId, id).map((row) => row.visitor_id)
    return searchCondition(search, members.length > 0 ? members : [id])
  }
}

/** Chosen here: without statistics the planner may take another one. */
function indexFor({ visitorId, linkedId }: EventSearch): string {
  if (visitorId !== undefined) return 'events_by_visitor'
  return linkedId === undefined ? 'events_by_time' : 'events_by_linked'
}
