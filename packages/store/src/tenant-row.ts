import type { ApiKey, Environment, Tenants, Workspace } from './store'

export interface WorkspaceRow {
  readonly id: string
  readonly name: string
  readonly created_at: number | string
  readonly settings: string
}

export interface EnvironmentRow extends WorkspaceRow {
  readonly ws: string
}

export interface ApiKeyRow {
  readonly ws: string
  readonly id: string
  readonly env: string | null
  readonly type: ApiKey['type']
  readonly hash: string
  readonly token: string | null
  readonly last_four: string
  readonly status: ApiKey['status']
  readonly created_at: number | string
  readonly settings: string
}

/** What stands in the row of a key that has no settings. */
const noSettings = '{}'

export function toSettingsText({ settings = {} }: ApiKey): string {
  return JSON.stringify(settings)
}

export interface LastUseRow {
  readonly id: string
  readonly last_used_at: number | string
}

export function toLastUses(rows: readonly LastUseRow[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ id, last_used_at }) => [id, Number(last_used_at)]))
}

/** A use within this many ms of the last one that is kept is not written. */
export const touchEveryMs = 60_000

/** PostgreSQL gives 64-bit integers as text; they are Unix ms and fit a number. */
export function toTenants(
  workspaces: readonly WorkspaceRow[],
  environments: readonly EnvironmentRow[],
  keys: readonly ApiKeyRow[],
): Tenants {
  return {
    workspaces: workspaces.map(toWorkspace),
    environments: environments.map((row): Environment => {
      return { ...toWorkspace(row), workspaceId: row.ws }
    }),
    keys: keys.map(toApiKey),
  }
}

function toWorkspace({ id, name, created_at, settings }: WorkspaceRow): Workspace {
  // Written from a `Workspace` or `Environment` and by nothing else.
  const parsed = JSON.parse(settings) as Workspace['settings']
  return { id, name, createdAt: Number(created_at), settings: parsed }
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    workspaceId: row.ws,
    ...(row.env !== null && { environmentId: row.env }),
    type: row.type,
    hash: row.hash,
    ...(row.token !== null && { token: row.token }),
    lastFour: row.last_four,
    status: row.status,
    createdAt: Number(row.created_at),
    // Written from an `ApiKey` and by nothing else.
    ...(row.settings !== noSettings && {
      settings: JSON.parse(row.settings) as NonNullable<ApiKey['settings']>,
    }),
  }
}
