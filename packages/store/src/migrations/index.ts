import { firstTables } from './001-first-tables'
import { populations } from './002-populations'
import { blockLists } from './003-block-lists'
import { search } from './004-search'
import type { Migration } from './define'

/** Every step, in order. */
export const migrations: readonly Migration[] = [firstTables, populations, blockLists, search]
