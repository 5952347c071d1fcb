import { openPostgresStore } from './postgres/postgres-store'
import { readAddress } from './read-address'
import { openSqliteStore } from './sqlite/sqlite-store'
import type { Store } from './store'
import { StoreOpenError } from './store-open-error'

export interface StoreOptions {
  /**
   * Secret of the installation from which the names of deleted visitors are hashed, at least 16
   * bytes. It must stay the same for as long as the data.
   */
  readonly tombstoneKey: Uint8Array
  /** Commands that may wait for the writer before `StoreBusyError`. @default 2000 */
  readonly queuedMax?: number
  /** Commands that one commit may hold. @default 64 */
  readonly batchMax?: number
  /** Connections to a server database. @default 8 */
  readonly connectionsMax?: number
  /** A statement of a server database that takes longer is given up, in ms. @default 10000 */
  readonly statementTimeoutMs?: number
  /** A search that takes longer, its wait included, is given up, in ms. @default 10000 */
  readonly searchBudgetMs?: number
  /** Searches that may wait for others before `SearchBusyError`. @default 32 */
  readonly searchesWaitingMax?: number
  /** Hears of what went wrong without a caller to tell. */
  readonly log?: (event: StoreLogEvent) => void
}

export interface StoreLogEvent {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly error?: unknown
}

/**
 * Opens the database, bringing its schema up to date.
 *
 * @param url `sqlite:<path>` or `postgres://…`
 * @throws StoreOpenError with a sentence for the operator
 */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  if (options.tombstoneKey.length < 16) {
    throw new StoreOpenError('The key for deleted visitors is shorter than 16 bytes.')
  }
  const address = readAddress(url)
  return 'path' in address
    ? openSqliteStore(address.path, options)
    : openPostgresStore(address.url, options)
}
