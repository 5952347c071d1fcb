import type { Store, TenantStore, Upkeep } from './store'

/**
 * What a short-lived command may do with a database beside the servers that use it. Nothing here
 * touches visits or visitors: those belong to the servers.
 */
export interface AdminStore extends Pick<Store, 'backend' | 'close'> {
  readonly tenants: Omit<TenantStore, 'exclusively'>
  readonly upkeep: Pick<Upkeep, 'ping' | 'stats' | 'backup'>
}
