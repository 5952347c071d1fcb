import type { EventSearch, EventSearchPage, FoundEvents } from '../event-search'
import { toFoundEvents } from '../found-docs'
import {
  type Condition,
  pageCondition,
  searchCondition,
  sourceCondition,
} from '../search-statement'
import { storableText } from '../storable-text'
import type { Sql } from './connect'
import { listClass } from './find-profiles'
import { searchWithin } from './search-within'

interface FoundRow {
  readonly ts: number
  readonly event_id: string
  readonly doc: string
}

/** Reads one page of a search. */
export async function searchEvents(
  sql: Sql,
  page: EventSearchPage,
  leftMs: number,
): Promise<FoundEvents> {
  const wanted = await conditionOf(sql, page)
  const place = pageCondition(page)
  const way = page.order === 'oldest_first' ? 'ASC' : 'DESC'
  const rows = await searchWithin<FoundRow>(
    sql,
    leftMs,
    // The bucket is not in the index: asked for here it would make every row be read.
    numbered(`WITH places AS MATERIALIZED (
        SELECT ws, ts, event_id FROM events WHERE ${wanted.sql} ${place.sql}
      )
      SELECT ts, event_id, doc FROM places JOIN events USING (ws, ts, event_id)
      JOIN event_docs USING (bucket, ws, ts, event_id)
      ORDER BY ts ${way}, event_id ${way}`),
    [...wanted.values, ...place.values],
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const docs = shown.map(({ doc }) => doc)
  const hasMore = rows.length > page.limit && last !== undefined
  const next = hasMore && { next: { timestamp: last.ts, eventId: last.event_id } }
  return toFoundEvents({ docs, ...next }, page)
}

/** Counts what a search finds, up to `max`. */
export async function countFound(
  sql: Sql,
  search: EventSearch,
  { max, leftMs }: { readonly max: number; readonly leftMs: number },
): Promise<number> {
  const wanted = await conditionOf(sql, search)
  const rows = await searchWithin<{ found: number }>(
    sql,
    leftMs,
    numbered(`SELECT count(*) AS found FROM (
        SELECT 1 FROM events WHERE ${wanted.sql} LIMIT ?
      ) AS places`),
    [...wanted.values, max],
  )
  return rows[0]?.found ?? 0
}

/** Counts the events of a workspace. */
export async function countEvents(sql: Sql, ws: string, leftMs: number): Promise<number> {
  const text = 'SELECT count(*) AS found FROM events WHERE ws = $1'
  const rows = await searchWithin<{ found: number }>(sql, leftMs, text, [ws])
  return rows[0]?.found ?? 0
}

async function conditionOf(sql: Sql, search: EventSearch): Promise<Condition> {
  const { workspaceId, visitorId } = search
  const visitorIds =
    visitorId === undefined ? undefined : await listClass(sql, workspaceId, storableText(visitorId))
  return searchCondition(search, { visitorIds, source: sourceCondition(search.source) })
}

/** `?` as PostgreSQL writes it. No text of the statement itself has one. */
function numbered(text: string): string {
  let count = 0
  return text.replace(/\?/g, () => {
    count += 1
    return `$${count}`
  })
}
