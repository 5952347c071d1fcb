import { expect, test } from 'vitest'
import type { ApiKey, Environment, Store, Workspace } from '../src/store'
import { uniqueLetters } from './sample'

export function tenantsConformance(getStore: () => Store): void {
  const workspace: Workspace = {
    id: 'ws_tenants',
    name: 'Shöp "A"',
    createdAt: 5,
    settings: { region: 'eu', limits: { ingestPerIp: 0 } },
  }
  const environment: Environment = {
    id: 'ae_00000000000000aa',
    workspaceId: workspace.id,
    name: 'Production',
    createdAt: 6,
    settings: {},
  }
  const key: ApiKey = {
    id: 'key_1',
    workspaceId: workspace.id,
    environmentId: environment.id,
    type: 'public',
    hash: uniqueLetters(64),
    token: 'pk_1',
    lastFour: 'pk_1',
    status: 'enabled',
    createdAt: 7,
  }

  test('come back as they were put', async () => {
    const { tenants } = getStore()
    const secret: ApiKey = {
      id: 'key_2',
      workspaceId: workspace.id,
      type: 'secret',
      hash: uniqueLetters(64),
      lastFour: 'abcd',
      status: 'disabled',
      createdAt: 8,
    }
    await tenants.putWorkspace(workspace)
    await tenants.putEnvironment(environment)
    await tenants.putKey(key)
    await tenants.putKey(secret)
    const all = await tenants.readAll()
    expect(all.workspaces).toContainEqual(workspace)
    expect(all.environments).toContainEqual(environment)
    expect(all.keys).toEqual(expect.arrayContaining([key, secret]))
  })

  test('are replaced by the same id, and the version grows', async () => {
    const { tenants } = getStore()
    await tenants.putWorkspace(workspace)
    await tenants.putEnvironment(environment)
    await tenants.putKey(key)
    const before = await tenants.version()
    await tenants.putWorkspace({ ...workspace, name: 'B' })
    await tenants.putEnvironment({ ...environment, settings: { zeroTrust: true } })
    await tenants.putKey({ ...key, status: 'disabled' })
    expect(await tenants.version()).toBeGreaterThanOrEqual(before + 3)
    const { workspaces, environments, keys } = await tenants.readAll()
    const own = workspaces.filter(({ id }) => id === workspace.id)
    expect(own).toEqual([{ ...workspace, name: 'B' }])
    expect(environments).toContainEqual({ ...environment, settings: { zeroTrust: true } })
    expect(keys.find(({ id }) => id === key.id)?.status).toBe('disabled')
  })

  test('two keys cannot have one hash', async () => {
    const { tenants } = getStore()
    await tenants.putKey(key)
    const thief = { ...key, id: 'key_thief', workspaceId: 'ws_thief' }
    await expect(tenants.putKey(thief)).rejects.toThrow()
    expect((await tenants.readAll()).keys.map(({ id }) => id)).not.toContain('key_thief')
  })
}
