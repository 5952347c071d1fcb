import type { AppliedMigration } from '../migrations/define'
import {
  type MigrateOptions,
  migrationsTable,
  planMigrations,
  tellOfPlan,
} from '../migrations/plan'
import type { Sql } from './connect'
import { fillSearchColumns } from './fill-search-columns'

/** Of the advisory lock that two starting servers meet at; any number nobody else uses. */
const migrationLock = 7_496_310_253

/** What ran on this database so far; nothing on an empty one. */
export async function readApplied(sql: Sql): Promise<AppliedMigration[]> {
  const [table] = await sql<
    { name: string | null }[]
  >`SELECT to_regclass('migrations')::text AS name`
  if (!table?.name) return []
  return sql<AppliedMigration[]>`SELECT number, name, checksum FROM migrations ORDER BY number`
}

/** Brings the schema up to date, all steps or none. */
export async function migratePostgres(
  sql: Sql,
  { known, tell }: MigrateOptions = {},
): Promise<void> {
  await sql.begin(async (tx) => {
    // A step takes as long as the tables are long, and so does waiting for another server's.
    await tx`SET LOCAL statement_timeout = 0`
    await tx`SET LOCAL lock_timeout = 0`
    await tx`SELECT pg_advisory_xact_lock(${migrationLock})`
    await tx.unsafe(migrationsTable)
    const applied = await tx<AppliedMigration[]>`
      SELECT number, name, checksum FROM migrations ORDER BY number`
    const plan = planMigrations('postgres', applied, known)
    tellOfPlan(applied, plan, tell)
    for (const step of plan) {
      await tx.unsafe(step.sql)
      if (step.fillsSearch) await fillSearchColumns(tx)
      await tx`INSERT INTO migrations (number, name, checksum)
        VALUES (${step.number}, ${step.name}, ${step.checksum})`
    }
  })
}
