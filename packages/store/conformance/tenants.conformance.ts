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

  test('keep what is said about a key, and forget it again', async () => {
    const { tenants } = getStore()
    const said = { ...key, settings: { name: 'Söme "key"', expiresAt: 9 } }
    const find = async () => (await tenants.readAll()).keys.find(({ id }) => id === key.id)
    await tenants.putKey(said)
    expect(await find()).toEqual(said)
    await tenants.putKey(key)
    expect(await find()).toEqual(key)
    expect(await find()).not.toHaveProperty('settings')
  })

  test('remember the last use of a key, once a minute, whatever else is written', async () => {
    const { tenants } = getStore()
    const used = { ...key, id: 'key_used', hash: uniqueLetters(64) }
    await tenants.putKey(used)
    const version = await tenants.version()
    const lastUse = async () => (await tenants.lastUses(workspace.id)).get(used.id)
    expect(await lastUse()).toBeUndefined()
    const first = 1_790_000_000_000
    for (const [at, kept] of [
      [first, first],
      [first + 59_999, first],
      [first + 60_000, first + 60_000],
      [first, first + 60_000],
    ] as const) {
      await tenants.touchKey(workspace.id, used.id, at)
      expect(await lastUse()).toBe(kept)
    }
    await tenants.touchKey('ws_thief', used.id, first + 900_000)
    expect(await lastUse()).toBe(first + 60_000)
    expect(await tenants.lastUses('ws_thief')).toEqual(new Map())
    expect(await tenants.version()).toBe(version)
    await tenants.putKey({ ...used, status: 'disabled' })
    expect(await lastUse()).toBe(first + 60_000)
  })

  test('a key that is removed is gone, and nobody else can remove it', async () => {
    const { tenants } = getStore()
    const gone = { ...key, id: 'key_gone', hash: uniqueLetters(64) }
    const ids = async () => (await tenants.readAll()).keys.map(({ id }) => id)
    await tenants.putKey(gone)
    expect(await tenants.removeKey('ws_thief', gone.id)).toBe(false)
    expect(await ids()).toContain(gone.id)
    const before = await tenants.version()
    expect(await tenants.removeKey(workspace.id, gone.id)).toBe(true)
    expect(await tenants.version()).toBeGreaterThan(before)
    expect(await ids()).not.toContain(gone.id)
    expect(await tenants.removeKey(workspace.id, gone.id)).toBe(false)
  })

  test('an environment takes the keys with it that are scoped to it', async () => {
    const { tenants } = getStore()
    const gone = { ...environment, id: 'ae_00000000000000ff' }
    const scoped = {
      ...key,
      id: 'key_scoped',
      hash: uniqueLetters(64),
      environmentId: gone.id,
    }
    const other = { ...scoped, id: 'key_other', hash: uniqueLetters(64), workspaceId: 'ws_other' }
    await tenants.putEnvironment(gone)
    await tenants.putKey(scoped)
    await tenants.putKey(other)
    expect(await tenants.removeEnvironment('ws_thief', gone.id)).toBe(false)
    expect(await tenants.removeEnvironment(workspace.id, gone.id)).toBe(true)
    const { environments, keys } = await tenants.readAll()
    expect(environments.map(({ id }) => id)).not.toContain(gone.id)
    expect(keys.map(({ id }) => id)).not.toContain(scoped.id)
    expect(keys.map(({ id }) => id)).toContain(other.id)
  })
}
