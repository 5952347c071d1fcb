import type { AppliedMigration, Migration } from '../migrations/define'
import { migrationsTable, planMigrations } from '../migrations/plan'
import { type Database, prepare } from './driver'

/** Brings the schema up to date, all steps or none. */
export function migrateSqlite(db: Database, known?: readonly Migration[]): void {
  db.exec('BEGIN EXCLUSIVE')
  try {
    db.exec(migrationsTable)
    const applied = prepare<AppliedMigration>(
      db,
      'SELECT number, name, checksum FROM migrations ORDER BY number',
    ).all()
    const remember = prepare(db, 'INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)')
    for (const { number, name, checksum, sql } of planMigrations('sqlite', applied, known)) {
      db.exec(sql)
      remember.run(number, name, checksum)
    }
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
