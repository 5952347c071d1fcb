import type { AdminStore } from '../admin-store'
import { refusePending } from '../migrations/refuse-pending'
import type { StoreOptions } from '../open-store'
import { connect } from './connect'
import { readApplied } from './migrate'
import { nameOpenError } from './name-error'
import { ping, readStats } from './ping'
import { createTenantStore } from './tenant-rows'

/** Connects to a PostgreSQL server whose schema is left as it is. */
export async function openPostgresAdminStore(
  url: string,
  options: Pick<StoreOptions, 'log'>,
): Promise<AdminStore> {
  const sql = connect(url, { ...options, connectionsMax: 2 })
  const close = (): Promise<void> => sql.end({ timeout: 1 })
  try {
    refusePending('postgres', await readApplied(sql))
  } catch (error) {
    await close()
    throw nameOpenError(error)
  }
  return {
    backend: 'postgres',
    tenants: createTenantStore(sql),
    upkeep: { ping: () => ping(sql), stats: () => readStats(sql, 0) },
    close,
  }
}
