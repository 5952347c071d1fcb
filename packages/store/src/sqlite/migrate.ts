import type { AppliedMigration } from '../migrations/define'
import {
  type MigrateOptions,
  migrationsTable,
  planMigrations,
  tellOfPlan,
} from '../migrations/plan'
import { type Database, prepare } from './driver'
import { fillSearchColumns } from './fill-search-columns'

/** What ran on this database so far; nothing on an empty one. */
export function readApplied(db: Database): AppliedMigration[] {
  const table = prepare(db, `SELECT 1 FROM sqlite_master WHERE name = 'migrations'`).get()
  if (table === undefined) return []
  return prepare<AppliedMigration>(
    db,
    'SELECT number, name, checksum FROM migrations ORDER BY number',
  ).all()
}

/** Brings the schema up to date, all steps or none. */
export function migrateSqlite(db: Database, { known, tell }: MigrateOptions = {}): void {
  db.exec('BEGIN EXCLUSIVE')
  try {
    db.exec(migrationsTable)
    const applied = readApplied(db)
    const remember = prepare(db, 'INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)')
    const plan = planMigrations('sqlite', applied, known)
    tellOfPlan(applied, plan, tell)
    for (const { number, name, checksum, sql, fillsSearch } of plan) {
      db.exec(sql)
      if (fillsSearch) fillSearchColumns(db)
      remember.run(number, name, checksum)
    }
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
