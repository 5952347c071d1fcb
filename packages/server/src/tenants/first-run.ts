import type { Store } from '@whorl/store'
import { createEnvironmentId, createKeyToken, createWorkspaceId } from '../ids'
import { putNewKey } from './create-tenant'

/** Shown once at the first start: afterwards nobody can read the secret key again. */
export interface FirstKeys {
  readonly publicKey: string
  readonly secretKey: string
}

/**
 * Makes a workspace with one environment and its keys where there is none yet.
 *
 * @param now real clock, Unix ms
 * @returns `undefined` when there were workspaces already
 */
export async function createFirstWorkspace(
  store: Pick<Store, 'tenants'>,
  now: number,
): Promise<FirstKeys | undefined> {
  const { workspaces } = await store.tenants.readAll()
  if (workspaces.length > 0) return undefined
  const workspaceId = createWorkspaceId()
  const environmentId = createEnvironmentId()
  const keys = { publicKey: createKeyToken('public'), secretKey: createKeyToken('secret') }
  await store.tenants.putWorkspace({
    id: workspaceId,
    name: 'Default',
    createdAt: now,
    settings: {},
  })
  await store.tenants.putEnvironment({
    id: environmentId,
    workspaceId,
    name: 'Default',
    createdAt: now,
    settings: {},
  })
  await putNewKey(store, { workspaceId, environmentId, type: 'public', token: keys.publicKey }, now)
  await putNewKey(store, { workspaceId, type: 'secret', token: keys.secretKey }, now)
  return keys
}
