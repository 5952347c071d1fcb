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
}

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
  }
}
