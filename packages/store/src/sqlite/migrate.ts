import type { AppliedMigration, Migration } from '../migrations/define'
import { migrationsTable, planMigrations } from '../migrations/plan'
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
export function migrateSqlite(db: Database, known?: readonly Migration[]): void {
  db.exec('BEGIN EXCLUSIVE')
  try {
    db.exec(migrationsTable)
    const applied = readApplied(db)
    const remember = prepare(db, 'INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)')
    for (const { number, name, checksum, sql, fillsSearch } of planMigrations(
      'sqlite',
      applied,
      known,
    )) {
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
