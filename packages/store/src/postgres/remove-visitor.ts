import type { TombstoneHash } from '../tombstone-hash'
import type { HeldBlock } from './check-record'
import type { Sql, Transaction } from './connect'
import { listClass } from './find-profiles'
import { lockAll, visitorLock } from './locks'
import { dropBlocks } from './write-visitor'

const removalSlice = 200

/**
 * Events go first, in slices; what is left of them goes with the class itself in one transaction,
 * under the locks that `record` would need to add to it.
 */
export async function removeVisitor(
  sql: Sql,
  tombstoneHash: TombstoneHash,
  ws: string,
  visitorId: string,
): Promise<boolean> {
  let existed = false
  let removed: number
  do {
    removed = await removeEvents(sql, ws, await listClass(sql, ws, visitorId))
    existed ||= removed > 0
  } while (removed === removalSlice)
  return sql.begin(async (tx) => {
    const ids = await lockClass(tx, ws, visitorId)
    while ((await removeEvents(tx, ws, ids)) > 0) existed = true
    const rows = await removeRows(tx, ws, ids)
    if (!existed && rows === 0) return false
    await tx`INSERT INTO tombstones (hash, ws)
      SELECT hash, ${ws} FROM unnest(${ids.map((id) => tombstoneHash(ws, id))}::text[]) AS hash
      ON CONFLICT DO NOTHING`
    return true
  })
}

/**
 * Takes these ids out of the visitors, with what finds them. Their locks must be held.
 *
 * @returns how many had a row
 */
export async function removeRows(
  tx: Transaction,
  ws: string,
  ids: readonly string[],
): Promise<number> {
  const rows = await tx<{ held_blocks: string }[]>`
    DELETE FROM visitors
    WHERE bucket IN (SELECT bucket_of(id) FROM unnest(${[...ids]}::text[]) AS id)
      AND ws = ${ws} AND visitor_id = ANY(${[...ids]}::text[]) RETURNING held_blocks`
  // Written by `writeVisitor` and by nothing else.
  const held = rows.flatMap((row) => JSON.parse(row.held_blocks) as HeldBlock[])
  await Promise.all([
    dropBlocks(tx, ws, held),
    tx`DELETE FROM exact WHERE ws = ${ws} AND visitor_id = ANY(${[...ids]}::text[])`,
  ])
  return rows.length
}

/** A merge may enlarge the class until its locks are held: look again after every wait. */
export async function lockClass(tx: Transaction, ws: string, visitorId: string): Promise<string[]> {
  let ids = await listClass(tx, ws, visitorId)
  for (;;) {
    await lockAll(
      tx,
      ids.map((id) => visitorLock(ws, id)),
    )
    const now = await listClass(tx, ws, visitorId)
    if (now.every((id) => ids.includes(id))) return now
    ids = now
  }
}

function removeEvents(sql: Sql | Transaction, ws: string, ids: readonly string[]) {
  return removeChosenEvents(
    sql,
    ws,
    sql`visitor_id = ANY(${[...ids]}::text[]) LIMIT ${removalSlice}`,
  )
}

/**
 * Events with what belongs to them.
 *
 * @param choice which of the workspace: the rest of a condition, and how many
 */
export async function removeChosenEvents(
  sql: Sql | Transaction,
  ws: string,
  choice: ReturnType<Sql>,
): Promise<number> {
  const rows = await sql<{ removed: number }[]>`
    WITH doomed AS (
      SELECT bucket, ts, event_id, nonce_key, body_key FROM events
      WHERE ws = ${ws} AND ${choice}
    ), docs AS (
      DELETE FROM event_docs d USING doomed g
      WHERE d.bucket = g.bucket AND d.ws = ${ws} AND d.ts = g.ts AND d.event_id = g.event_id
    ), uses AS (
      -- A replayed event does not own the first use of its nonce: both must match.
      DELETE FROM nonces n USING doomed g
      WHERE n.key IN (g.nonce_key, g.body_key) AND n.ws = ${ws} AND n.event_id = g.event_id
    ), gone AS (
      DELETE FROM events e USING doomed g
      WHERE e.bucket = g.bucket AND e.ws = ${ws} AND e.ts = g.ts AND e.event_id = g.event_id
      RETURNING e.visitor_id, e.ip, e.linked_id
    ), uncounted AS (
      -- What processes remember of these keys is not true any more.
      DELETE FROM velocity_keys k USING gone g
      WHERE k.ws = ${ws} AND (k.kind, k.key) IN
        (('visitor', g.visitor_id), ('ip', g.ip), ('linkedId', g.linked_id))
    )
    SELECT count(*) AS removed FROM gone`
  return rows[0]?.removed ?? 0
}
