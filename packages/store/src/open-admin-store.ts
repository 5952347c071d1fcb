import type { AdminStore } from './admin-store'
import type { StoreOptions } from './open-store'
import { openPostgresAdminStore } from './postgres/postgres-admin-store'
import { readAddress } from './read-address'
import { openSqliteAdminStore } from './sqlite/sqlite-admin-store'

/**
 * Opens a database for a short-lived command, beside whichever servers use it: it takes no file
 * lock, starts no thread, and changes no schema.
 *
 * @param url as for `openStore`
 * @throws StoreOpenError with a sentence for the operator, also for a database that does not exist
 *   yet or is not up to date
 */
export async function openAdminStore(
  url: string,
  options: Pick<StoreOptions, 'log'> = {},
): Promise<AdminStore> {
  const address = readAddress(url)
  return 'path' in address
    ? openSqliteAdminStore(address.path)
    : openPostgresAdminStore(address.url, options)
}
