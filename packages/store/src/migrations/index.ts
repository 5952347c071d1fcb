import { firstTables } from './001-first-tables'
import type { Migration } from './define'

/** Every step, in order. */
export const migrations: readonly Migration[] = [firstTables]
