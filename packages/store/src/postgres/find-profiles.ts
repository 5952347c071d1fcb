import type { Profile } from '@whorl/core'
import { type ProfileRow, parseContent, toProfile } from '../profile-row'
import type { Sql, Transaction } from './connect'

/** Visitors after aliases, by the id that was asked for. Unknown ids are left out. */
export async function findProfiles(
  sql: Sql | Transaction,
  ws: string,
  ids: readonly string[],
): Promise<Map<string, Profile>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<(ProfileRow & { asked: string })[]>`
    SELECT v.visitor_id AS asked, c.visitor_id, c.first_seen_at, c.last_seen_at, c.visits, c.ip,
      c.traits
    FROM unnest(${[...ids]}::text[]) AS id
    JOIN visitors v ON v.bucket = bucket_of(id) AND v.ws = ${ws} AND v.visitor_id = id
    JOIN visitors c ON c.bucket = bucket_of(coalesce(v.alias_of, id)) AND c.ws = ${ws}
      AND c.visitor_id = coalesce(v.alias_of, id)`
  return new Map(rows.map((row) => [row.asked, toProfile(row, parseContent(row.traits))]))
}

/** Every id of the class that `visitorId` belongs to; just itself when it has no row. */
export async function listClass(
  sql: Sql | Transaction,
  ws: string,
  visitorId: string,
): Promise<string[]> {
  const rows = await sql<{ visitor_id: string }[]>`
    WITH asked AS (
      SELECT coalesce(alias_of, visitor_id) AS id FROM visitors
      WHERE bucket = bucket_of(${visitorId}) AND ws = ${ws} AND visitor_id = ${visitorId}
    )
    SELECT id AS visitor_id FROM asked
    UNION ALL
    SELECT v.visitor_id FROM visitors v JOIN asked ON v.ws = ${ws} AND v.alias_of = asked.id`
  return rows.length > 0 ? rows.map((row) => row.visitor_id) : [visitorId]
}
