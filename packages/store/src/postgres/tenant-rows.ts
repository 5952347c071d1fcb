import { storableText, storableTextOrNull } from '../storable-text'
import type { TenantStore } from '../store'
import {
  type ApiKeyRow,
  type EnvironmentRow,
  type LastUseRow,
  toLastUses,
  toSettingsText,
  toTenants,
  touchEveryMs,
  type WorkspaceRow,
} from '../tenant-row'
import type { Sql, Transaction } from './connect'

/** Workspaces, environments and keys; every change moves the version in its own transaction. */
export function createTenantStore(sql: Sql): Omit<TenantStore, 'exclusively'> {
  const change = async (write: (tx: Transaction) => Promise<unknown>): Promise<void> => {
    await sql.begin(async (tx) => {
      await write(tx)
      await tx`UPDATE meta SET value = value + 1 WHERE key = 'tenants_version'`
    })
  }
  return {
    async version() {
      const rows = await sql<{ value: number }[]>`
        SELECT value FROM meta WHERE key = 'tenants_version'`
      return rows[0]?.value ?? 0
    },
    async readAll() {
      const [workspaces, environments, keys] = await Promise.all([
        sql<WorkspaceRow[]>`
          SELECT id, name, created_at, settings FROM workspaces ORDER BY created_at, id`,
        sql<EnvironmentRow[]>`
          SELECT ws, id, name, created_at, settings FROM environments ORDER BY created_at, id`,
        sql<ApiKeyRow[]>`
          SELECT ws, id, env, type, hash, token, last_four, status, created_at, settings
          FROM api_keys ORDER BY created_at, id`,
      ])
      return toTenants(workspaces, environments, keys)
    },
    putWorkspace: ({ id, name, createdAt, settings }) =>
      change(
        (tx) => tx`
          INSERT INTO workspaces (id, name, created_at, settings)
          VALUES (${id}, ${storableText(name)}, ${createdAt}, ${JSON.stringify(settings)})
          ON CONFLICT (id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at,
            settings = excluded.settings`,
      ),
    putEnvironment: ({ workspaceId, id, name, createdAt, settings }) =>
      change(
        (tx) => tx`
          INSERT INTO environments (ws, id, name, created_at, settings)
          VALUES (${workspaceId}, ${id}, ${storableText(name)}, ${createdAt},
            ${JSON.stringify(settings)})
          ON CONFLICT (ws, id) DO UPDATE SET name = excluded.name,
            created_at = excluded.created_at, settings = excluded.settings`,
      ),
    putKey: (key) =>
      change(
        (tx) => tx`
          INSERT INTO api_keys (ws, id, env, type, hash, token, last_four, status, created_at,
            settings)
          VALUES (${key.workspaceId}, ${key.id}, ${storableTextOrNull(key.environmentId)},
            ${key.type}, ${key.hash}, ${storableTextOrNull(key.token)}, ${key.lastFour},
            ${key.status}, ${key.createdAt}, ${toSettingsText(key)})
          ON CONFLICT (ws, id) DO UPDATE SET env = excluded.env, type = excluded.type,
            hash = excluded.hash, token = excluded.token, last_four = excluded.last_four,
            status = excluded.status, created_at = excluded.created_at,
            settings = excluded.settings`,
      ),
    async removeKey(ws, id) {
      let removed = 0
      await change(async (tx) => {
        removed = (await tx`DELETE FROM api_keys WHERE ws = ${ws} AND id = ${id}`).count
      })
      return removed > 0
    },
    async removeEnvironment(ws, id) {
      let removed = 0
      await change(async (tx) => {
        removed = (await tx`DELETE FROM environments WHERE ws = ${ws} AND id = ${id}`).count
        await tx`DELETE FROM api_keys WHERE ws = ${ws} AND env = ${id}`
      })
      return removed > 0
    },
    async touchKey(ws, id, at) {
      await sql`UPDATE api_keys SET last_used_at = ${at} WHERE ws = ${ws} AND id = ${id}
        AND (last_used_at IS NULL OR last_used_at <= ${at - touchEveryMs})`
    },
    async lastUses(ws) {
      return toLastUses(
        await sql<LastUseRow[]>`
          SELECT id, last_used_at FROM api_keys WHERE ws = ${ws} AND last_used_at IS NOT NULL`,
      )
    },
  }
}
