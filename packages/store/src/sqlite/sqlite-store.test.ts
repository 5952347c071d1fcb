import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testOptions } from '../../conformance/backend'
import { aCommand, aProfile, aQuery, someTraits, visit } from '../../conformance/sample'
import { openStore } from '../open-store'

const folder = mkdtempSync(join(tmpdir(), 'whorl-sqlite-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newPath = (): string => join(folder, `${++files}.db`)

test('one process cannot open a file twice, and can after closing', async () => {
  const url = `sqlite:${newPath()}`
  const store = await openStore(url, testOptions)
  await expect(openStore(url, testOptions)).rejects.toThrow(`Process ${process.pid} has`)
  await store.close()
  await (await openStore(url, testOptions)).close()
})

test('a command that fails does not harm the others of its commit', async () => {
  const store = await openStore(`sqlite:${newPath()}`, testOptions)
  const commands = []
  for (let at = 0; at < 9; at += 1) {
    const query = aQuery('ws_a', { keys: { blocks: [`block ${at}`] } })
    const command = aCommand(query, await store.visits.history(query), aProfile())
    // A number that SQLite's strict table refuses.
    commands.push(at % 4 === 1 ? { ...command, usedAt: 0.5 } : command)
  }
  const outcomes = await Promise.allSettled(commands.map((one) => store.visits.record(one)))
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
    commands.map((_, at) => at % 4 !== 1),
  )
  expect(await store.events.count('ws_a')).toBe(7)
  for (const [at, { query, event }] of commands.entries()) {
    const isStored = at % 4 !== 1
    expect((await store.events.find('ws_a', event.eventId)) !== undefined).toBe(isStored)
    const { history } = await store.visits.history({ ...query, nonce: 'other' })
    expect(history.candidates).toHaveLength(isStored ? 1 : 0)
  }
  await store.close()
})

test('commands after the close are refused, those before are finished', async () => {
  const path = newPath()
  const store = await openStore(`sqlite:${path}`, testOptions)
  const visits = Array.from({ length: 30 }, () => visit(store, aQuery('ws_a'), aProfile()))
  // `visit` asks for the history first; let all reach the writer.
  await new Promise(setImmediate)
  await store.close()
  await Promise.all(visits)
  await expect(store.upkeep.ping()).rejects.toThrow()
  const again = await openStore(`sqlite:${path}`, testOptions)
  expect(await again.events.count('ws_a')).toBe(30)
  await again.close()
})

test('a backup under load is one moment of the database, and opens', async () => {
  const store = await openStore(`sqlite:${newPath()}`, testOptions)
  const first = await visit(store, aQuery('ws_a'), aProfile())
  let isRunning = true
  const load = (async () => {
    const traits = { ...someTraits, product: 'x'.repeat(5_000) }
    while (isRunning) await visit(store, aQuery('ws_a'), aProfile({ traits }))
  })()
  const path = join(folder, 'backup.db')
  await store.upkeep.backup?.(path)
  const atMost = await store.events.count('ws_a')
  isRunning = false
  await load
  await store.close()
  const copy = await openStore(`sqlite:${path}`, testOptions)
  expect(await copy.events.find('ws_a', first.event.eventId)).toMatchObject(first.event)
  expect(await copy.events.count('ws_a')).toBeLessThanOrEqual(atMost)
  await copy.close()
})

test('the log stays bounded while writes never pause', async () => {
  const path = newPath()
  const store = await openStore(`sqlite:${path}`, testOptions)
  const traits = { ...someTraits, product: 'x'.repeat(100_000) }
  let logBytesMax = 0
  const write = async (): Promise<void> => {
    for (let at = 0; at < 60; at += 1) {
      await visit(store, aQuery('ws_a'), aProfile({ traits }))
      logBytesMax = Math.max(logBytesMax, (await store.upkeep.stats()).walBytes ?? 0)
    }
  }
  await Promise.all(Array.from({ length: 24 }, write))
  expect(statSync(path).size).toBeGreaterThan(100 * 1024 * 1024)
  expect(logBytesMax).toBeLessThan(80 * 1024 * 1024)
  await store.close()
})

test('the log stays bounded while populations of some size are written', async () => {
  const store = await openStore(`sqlite:${newPath()}`, testOptions)
  let logBytesMax = 0
  for (let revision = 0; revision < 40; revision += 1) {
    const content = 'x'.repeat(3_000_000 + revision)
    await store.populations.write({ workspaceId: 'ws_a', revision, content })
    logBytesMax = Math.max(logBytesMax, (await store.upkeep.stats()).walBytes ?? 0)
  }
  expect(logBytesMax).toBeLessThan(80 * 1024 * 1024)
  await store.close()
})

test('a file that is no database is named as such', async () => {
  const path = newPath()
  writeFileSync(path, 'this is a letter, not a database. '.repeat(200))
  const atExit = process.listenerCount('exit')
  const opening = openStore(`sqlite:${path}`, testOptions)
  await expect(opening).rejects.toThrow(`The database ${path} cannot be opened: file is not a`)
  await expect(opening).rejects.toMatchObject({ name: 'StoreOpenError' })
  expect(process.listenerCount('exit')).toBe(atExit)
})

test('an address of another kind is refused', async () => {
  await expect(openStore('mysql://x', testOptions)).rejects.toThrow('sqlite:<path>')
  await expect(openStore('sqlite:', testOptions)).rejects.toThrow('sqlite:<path>')
})
