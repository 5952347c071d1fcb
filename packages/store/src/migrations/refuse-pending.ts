import { StoreOpenError } from '../store-open-error'
import type { AppliedMigration, Dialect } from './define'
import { planMigrations } from './plan'

/**
 * For programs that use a database as it is and leave migrating to the server.
 *
 * @throws StoreOpenError when it is not what this version of the program works with
 */
export function refusePending(dialect: Dialect, applied: readonly AppliedMigration[]): void {
  const pending = planMigrations(dialect, applied)
  if (pending.length === 0) return
  throw new StoreOpenError(
    'The database is not up to date with this version of Whorl: start the server of this version once, which brings it up to date.',
  )
}
