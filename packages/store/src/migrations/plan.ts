import { hash } from 'node:crypto'
import { StoreOpenError } from '../store-open-error'
import type { AppliedMigration, Dialect, Migration } from './define'
import { migrations as shipped } from './index'

/** A step that is still to run, with the checksum to remember. */
export interface PendingMigration extends AppliedMigration {
  readonly sql: string
  readonly fillsSearch?: true
}

export function checksumOf(sql: string): string {
  return hash('sha256', sql, 'hex')
}

export interface MigrateOptions {
  /** @default the shipped ones */
  readonly known?: readonly Migration[]
  /** Hears a sentence before a database that is in use is changed. */
  readonly tell?: (sentence: string) => void
}

/** Says what is about to happen: with many events the server is long in starting. */
export function tellOfPlan(
  applied: readonly AppliedMigration[],
  plan: readonly PendingMigration[],
  tell: MigrateOptions['tell'],
): void {
  if (applied.length === 0 || plan.length === 0) return
  const steps = plan.map(({ number, name }) => `${number} (${name})`).join(', ')
  tell?.(
    `The database is brought up to date: migrations ${steps}. A million events may take some minutes; stopped before the end, it is as it was.`,
  )
}

/** The table that remembers what ran. The same text works in both dialects. */
export const migrationsTable = `CREATE TABLE IF NOT EXISTS migrations (
  number INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL
)`

/**
 * Compares what a database has with what this program knows.
 *
 * @throws StoreOpenError when the database is newer than the program, or when a step that ran was
 *   another text than the one shipped now
 */
export function planMigrations(
  dialect: Dialect,
  applied: readonly AppliedMigration[],
  known: readonly Migration[] = shipped,
): PendingMigration[] {
  const steps = new Map(known.map((migration) => [migration.number, migration]))
  for (const { number, name, checksum } of applied) {
    const step = steps.get(number)
    if (!step) {
      throw new StoreOpenError(
        `The database has migration ${number} (${name}), which this version of Whorl does not know: a newer version wrote it. Start that version or a later one, or restore a backup from before the upgrade.`,
      )
    }
    if (checksumOf(step[dialect]) !== checksum) {
      throw new StoreOpenError(
        `Migration ${number} (${step.name}) was changed after this database ran it. Start the version of Whorl that made the database, or restore the original text of the migration.`,
      )
    }
  }
  const done = new Set(applied.map(({ number }) => number))
  return known
    .filter(({ number }) => !done.has(number))
    .map((step) => ({
      number: step.number,
      name: step.name,
      sql: step[dialect],
      checksum: checksumOf(step[dialect]),
      ...(step.fillsSearch && { fillsSearch: true }),
    }))
}
