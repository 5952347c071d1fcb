import type { StoreStats } from '../store'
import type { Sql } from './connect'

/** A write that proves that writing works. */
export async function ping(sql: Sql): Promise<void> {
  await sql`INSERT INTO meta (key, value) VALUES ('pings', 1)
    ON CONFLICT (key) DO UPDATE SET value = meta.value + 1`
}

/** @param queued commands that wait in this process */
export async function readStats(sql: Sql, queued: number): Promise<StoreStats> {
  const rows = await sql<{ bytes: number }[]>`
    SELECT pg_database_size(current_database()) AS bytes`
  return { ...(rows[0] && { databaseBytes: rows[0].bytes }), queued }
}
