import { bucketOfVisitor } from '@whorl/wire'
import type { OldSlice, OldVisitorsRemoved, Upkeep } from '../store'
import type { Sql } from './connect'
import { lockClass, removeChosenEvents, removeRows } from './remove-visitor'

/** Takes out what a workspace no longer wants to keep. */
export function createOldRemovals(sql: Sql): Pick<Upkeep, 'removeOldEvents' | 'removeOldVisitors'> {
  return {
    removeOldEvents: ({ workspaceId, before, max }) =>
      removeChosenEvents(sql, workspaceId, sql`ts < ${before} ORDER BY ts, event_id LIMIT ${max}`),
    removeOldVisitors: (slice) => removeOldVisitors(sql, slice),
  }
}

async function removeOldVisitors(
  sql: Sql,
  { workspaceId: ws, before, max, after = '' }: OldSlice & { readonly after?: string },
): Promise<OldVisitorsRemoved> {
  // The primary key begins with the bucket, which the first two letters of the id spell.
  const bucket = after === '' ? -1 : bucketOfVisitor(after)
  const rows = await sql<{ visitor_id: string; is_old: boolean }[]>`
    SELECT visitor_id, alias_of IS NULL AND last_seen_at < ${before} AS is_old FROM visitors
    WHERE (bucket, ws, visitor_id) > (${bucket}::smallint, ${ws}, ${after}) AND ws = ${ws}
    ORDER BY bucket, ws, visitor_id LIMIT ${max}`
  let removed = 0
  for (const { visitor_id, is_old } of rows)
    if (is_old) removed += await removeOldVisitor(sql, { ws, visitorId: visitor_id, before })
  const last = rows.at(-1)
  return { removed, ...(last && rows.length === max && { after: last.visitor_id }) }
}

/** Looks again under the locks that a visit would need to change it. */
async function removeOldVisitor(
  sql: Sql,
  { ws, visitorId, before }: { ws: string; visitorId: string; before: number },
): Promise<number> {
  return sql.begin(async (tx) => {
    const ids = await lockClass(tx, ws, visitorId)
    const rows = await tx<{ is_old: boolean }[]>`
      SELECT NOT EXISTS (SELECT FROM visitors
          WHERE bucket IN (SELECT bucket_of(id) FROM unnest(${ids}::text[]) AS id) AND ws = ${ws}
            AND visitor_id = ANY(${ids}::text[]) AND alias_of IS NULL AND last_seen_at >= ${before})
        AND NOT EXISTS (SELECT FROM events
          WHERE ws = ${ws} AND visitor_id = ANY(${ids}::text[])) AS is_old`
    if (!rows[0]?.is_old) return 0
    return (await removeRows(tx, ws, ids)) > 0 ? 1 : 0
  })
}
