import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { testOptions } from '../conformance/backend'
import { aProfile, aQuery, someTraits, visit } from '../conformance/sample'
import { openAdminStore } from './open-admin-store'
import { openStore } from './open-store'
import { loadSqlite, prepare } from './sqlite/driver'
import type { ApiKey } from './store'

const folder = mkdtempSync(join(tmpdir(), 'whorl-admin-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newPath = (): string => join(folder, `${++files}.db`)
const aKey: ApiKey = {
  id: 'key_1',
  workspaceId: 'ws_a',
  type: 'secret',
  hash: 'a'.repeat(64),
  lastFour: 'aaaa',
  status: 'enabled',
  createdAt: 1,
}

test('writes beside an open store, which sees it', async () => {
  const url = `sqlite:${newPath()}`
  const store = await openStore(url, testOptions)
  const before = await store.tenants.version()
  const admin = await openAdminStore(url)
  await admin.upkeep.ping()
  await admin.tenants.putKey(aKey)
  expect(await store.tenants.version()).toBe(before + 1)
  expect((await store.tenants.readAll()).keys).toEqual([aKey])
  await admin.close()
  await visit(store, aQuery('ws_a'), aProfile())
  await store.close()
})

test('writes while the store is busy, and loses nothing', async () => {
  const url = `sqlite:${newPath()}`
  const store = await openStore(url, testOptions)
  const admin = await openAdminStore(url)
  const visits = Promise.all(
    Array.from({ length: 300 }, () => visit(store, aQuery('ws_a'), aProfile())),
  )
  for (let at = 0; at < 20; at += 1) {
    const hash = String(at).padStart(64, '0')
    await admin.tenants.putKey({ ...aKey, id: `key_${at}`, hash })
  }
  await visits
  expect((await store.tenants.readAll()).keys).toHaveLength(20)
  expect(await store.events.count('ws_a')).toBe(300)
  await admin.close()
  await store.close()
})

describe('a backup beside a busy store', () => {
  test('holds everything acknowledged before, and is sound', async () => {
    const path = newPath()
    const store = await openStore(`sqlite:${path}`, testOptions)
    const acknowledged: string[] = []
    let isRunning = true
    const load = Array.from({ length: 8 }, async () => {
      const traits = { ...someTraits, product: 'x'.repeat(5_000) }
      while (isRunning) {
        const { event } = await visit(store, aQuery('ws_a'), aProfile({ traits }))
        acknowledged.push(event.eventId)
      }
    })
    while (acknowledged.length < 200) await new Promise((resolve) => setTimeout(resolve, 5))
    const before = [...acknowledged]
    const admin = await openAdminStore(`sqlite:${path}`)
    const copy = newPath()
    await admin.upkeep.backup?.(copy)
    await admin.close()
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    isRunning = false
    await Promise.all(load)
    await store.close()

    const { DatabaseSync } = await loadSqlite()
    const db = new DatabaseSync(copy)
    expect(prepare(db, 'PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    db.close()
    const restored = await openStore(`sqlite:${copy}`, testOptions)
    for (const eventId of before)
      expect((await restored.events.find('ws_a', eventId))?.eventId).toBe(eventId)
    await restored.close()
  })

  test('never overwrites the database itself, nor one that is open', async () => {
    const [path, other] = [newPath(), newPath()]
    const store = await openStore(`sqlite:${path}`, testOptions)
    const used = await openStore(`sqlite:${other}`, testOptions)
    const admin = await openAdminStore(`sqlite:${path}`)
    await expect(admin.upkeep.backup?.(path)).rejects.toThrow('is the database itself')
    await expect(admin.upkeep.backup?.(join(folder, '.', `${files - 1}.db`))).rejects.toThrow(
      'is the database itself',
    )
    await expect(admin.upkeep.backup?.(other)).rejects.toThrow('a server uses or used it')
    await Promise.all([admin.close(), store.close(), used.close()])
  })
})

describe('is refused', () => {
  test('where there is no database, and makes none', async () => {
    const path = newPath()
    await expect(openAdminStore(`sqlite:${path}`)).rejects.toThrow(
      `There is no database ${path} yet: the first start of the server makes it.`,
    )
    expect(existsSync(path)).toBe(false)
  })

  test('with a schema that is not up to date', async () => {
    const path = newPath()
    await (await openStore(`sqlite:${path}`, testOptions)).close()
    const { DatabaseSync } = await loadSqlite()
    const db = new DatabaseSync(path)
    db.exec('DELETE FROM migrations')
    db.close()
    const opening = openAdminStore(`sqlite:${path}`)
    await expect(opening).rejects.toThrow('is not up to date with this version')
    await expect(opening).rejects.toMatchObject({ name: 'StoreOpenError' })
  })

  test('for an empty file and for one that is no database', async () => {
    const [empty, letter] = [newPath(), newPath()]
    writeFileSync(empty, '')
    writeFileSync(letter, 'this is a letter, not a database. '.repeat(200))
    await expect(openAdminStore(`sqlite:${empty}`)).rejects.toThrow('is not up to date')
    await expect(openAdminStore(`sqlite:${letter}`)).rejects.toMatchObject({
      name: 'StoreOpenError',
    })
  })
})
