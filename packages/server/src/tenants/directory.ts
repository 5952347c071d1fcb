import type { ApiKey, Environment, Store, Tenants, Workspace } from '@whorl/store'
import type { KeyOwner, TenantDirectory } from '../house'
import { hashKey } from '../ids'

interface Index {
  readonly version: number
  readonly byHash: ReadonlyMap<string, KeyOwner>
  readonly first: KeyOwner | undefined
  readonly environments: readonly Environment[]
  readonly keys: readonly ApiKey[]
  readonly workspaces: ReadonlyMap<string, Workspace>
}

/** Reads all tenants into memory. `reload` swaps the whole index, so readers never see half. */
export async function openTenantDirectory(store: Pick<Store, 'tenants'>): Promise<TenantDirectory> {
  let index = await read(store)
  return {
    findKey: (token) => index.byHash.get(hashKey(token)),
    firstEnvironment: () => index.first,
    findWorkspace: (workspaceId) => index.workspaces.get(workspaceId),
    environmentsOf: (workspaceId) =>
      index.environments.filter((environment) => environment.workspaceId === workspaceId),
    keysOf: (workspaceId) => index.keys.filter((key) => key.workspaceId === workspaceId),
    async reload() {
      if ((await store.tenants.version()) === index.version) return
      const next = await read(store)
      // Of two reloads at once the one that read earlier may come later.
      if (next.version >= index.version) index = next
    },
  }
}

async function read({ tenants }: Pick<Store, 'tenants'>): Promise<Index> {
  // The version first: a change in between is then read twice, never missed.
  const version = await tenants.version()
  const all = await tenants.readAll()
  const owners = ownersOf(all)
  return {
    version,
    byHash: new Map(owners.map((owner) => [owner.key.hash, owner])),
    first: firstOf(all, owners),
    environments: all.environments,
    keys: all.keys,
    workspaces: new Map(all.workspaces.map((row) => [row.id, row])),
  }
}

function ownersOf({ workspaces, environments, keys }: Tenants): KeyOwner[] {
  const workspaceById = new Map<string, Workspace>(workspaces.map((row) => [row.id, row]))
  const environmentById = new Map<string, Environment>(environments.map((row) => [row.id, row]))
  return keys.flatMap((key) => {
    const workspace = workspaceById.get(key.workspaceId)
    const environment =
      key.environmentId === undefined ? undefined : environmentById.get(key.environmentId)
    // A key whose environment is unknown must not widen to the whole workspace.
    if (!workspace || (key.environmentId !== undefined && !environment)) return []
    return [{ key, workspace, ...(environment && { environment }) }]
  })
}

function firstOf({ environments }: Tenants, owners: readonly KeyOwner[]): KeyOwner | undefined {
  const usable = owners
    .filter(({ key }) => key.type === 'public' && key.status === 'enabled')
    .sort((a, b) => a.key.createdAt - b.key.createdAt || (a.key.id < b.key.id ? -1 : 1))
  const oldestFirst = [...environments].sort(
    (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  )
  for (const { id } of oldestFirst) {
    const owner = usable.find(({ environment }) => environment?.id === id)
    if (owner) return owner
  }
  return undefined
}
