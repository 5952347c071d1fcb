import type { EventSearch, EventSearchPage } from '../event-search'
import type { FoundDocs } from '../found-docs'
import { type Condition, pageCondition, searchCondition } from '../search-statement'
import { storableText } from '../storable-text'
import { type Database, prepare } from './driver'
import { sourceWithinBudget, withinBudget } from './search-budget'
import { VisitorRows } from './visitor-rows'

interface FoundPlace {
  readonly id: number
  readonly ts: number
  readonly event_id: string
}

/** Searches over the events of one workspace, to be run within a `SearchBudget`. */
export class EventSearcher {
  readonly #db
  readonly #visitors
  readonly #doc
  readonly #count

  constructor(db: Database) {
    this.#db = db
    this.#visitors = new VisitorRows(db)
    this.#doc = prepare<{ doc: string }>(db, 'SELECT doc FROM event_docs WHERE id = ?')
    this.#count = prepare<{ events: number }>(
      db,
      `SELECT count(*) AS events FROM events INDEXED BY events_by_time
       WHERE ${withinBudget} AND ws = ?`,
    )
  }

  find(page: EventSearchPage): FoundDocs {
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
      docs: shown.flatMap(({ id }) => this.#doc.get(id)?.doc ?? []),
      ...(rows.length > page.limit &&
        last && { next: { timestamp: last.ts, eventId: last.event_id } }),
    }
  }

  countFound(search: EventSearch, max: number): number {
    const wanted = this.#conditionOf(search)
    const found = prepare<{ found: number }>(
      this.#db,
      `SELECT count(*) AS found FROM (
         SELECT 1 FROM events INDEXED BY ${indexFor(search)}
         WHERE ${wanted.sql} LIMIT ?
       )`,
    ).get(...wanted.values, max)
    return found?.found ?? 0
  }

  count(workspaceId: string): number {
    return this.#count.get(workspaceId)?.events ?? 0
  }

  #conditionOf(search: EventSearch): Condition {
    const { workspaceId, visitorId } = search
    const source = sourceWithinBudget(search.source)
    if (visitorId === undefined) return searchCondition(search, { source })
    const id = storableText(visitorId)
    const members = this.#visitors.listClass(workspaceId, id).map((row) => row.visitor_id)
    return searchCondition(search, { source, visitorIds: members.length > 0 ? members : [id] })
  }
}

/** Chosen here: without statistics the planner may take another one. */
function indexFor({ visitorId, linkedId }: EventSearch): string {
  if (visitorId !== undefined) return 'events_by_visitor'
  return linkedId === undefined ? 'events_by_time' : 'events_by_linked'
}
