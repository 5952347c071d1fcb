import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testOptions } from '../../conformance/backend'
import { buildChild } from '../../conformance/build-child'
import { manyEvents, newUrlOfManyEvents } from '../../conformance/many-events'
import { createSqliteBackend, pathOf } from '../../conformance/sqlite-backend'
import { openStore } from '../open-store'

const folder = mkdtempSync(join(tmpdir(), 'whorl-process-end-'))
afterAll(() => rmSync(folder, { recursive: true }))

let childFile = ''
beforeAll(async () => {
  childFile = await buildChild()
})

interface Child {
  readonly process: ChildProcess
  /** Ids of acknowledged events so far. */
  readonly acknowledged: string[]
  readonly opened: Promise<void>
  /** Resolves when it has printed so many ids. */
  readonly after: (count: number) => Promise<void>
  readonly ended: Promise<{ code: number | null; signal: string | null; errors: string }>
}

function start(how: string, path: string): Child {
  const child = spawn(process.execPath, [childFile, how, path], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const acknowledged: string[] = []
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const lines = createInterface({ input: child.stdout })
  const opened = new Promise<void>((resolve) => {
    lines.on('line', (line) => (line === 'open' ? resolve() : acknowledged.push(line)))
  })
  const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(
    ([[code, signal]]) => {
      return { code, signal, errors }
    },
  )
  const after = async (count: number): Promise<void> => {
    while (acknowledged.length < count) await once(lines, 'line')
  }
  return { process: child, acknowledged, opened, after, ended }
}

/** Opens what a child has left and checks that it holds all that was acknowledged. */
async function expectAll(path: string, eventIds: readonly string[]): Promise<void> {
  const store = await openStore(`sqlite:${path}`, testOptions)
  for (const eventId of eventIds) {
    const event = await store.events.find('ws_a', eventId)
    expect(event?.eventId).toBe(eventId)
    const visitorId = event?.source === 'device' ? event.identification.visitorId : ''
    expect((await store.visitors.find('ws_a', visitorId))?.visits).toBe(1)
  }
  expect(await store.events.count('ws_a')).toBeGreaterThanOrEqual(eventIds.length)
  await store.close()
}

// Without the wait at exit the driver aborts a third of the processes that exit under load.
test.each(['close', 'forget', 'exit', 'exit', 'exit', 'exit', 'closeUnderLoad'])(
  'a process that ends by `%s` ends well and loses nothing',
  async (how) => {
    const path = join(mkdtempSync(join(folder, 'end-')), `${how}.db`)
    const child = start(how, path)
    const { code, signal, errors } = await child.ended
    expect({ code, signal }).toEqual({ code: 0, signal: null })
    // Node 22 remarks that its SQLite is experimental; that is all it may say.
    expect(errors.replace(/^.*(ExperimentalWarning|--trace-warnings).*\n/gm, '')).toBe('')
    if (how === 'exit' || how === 'closeUnderLoad') {
      expect(child.acknowledged.length).toBeGreaterThan(20)
    }
    await expectAll(path, child.acknowledged)
  },
)

test.each(['exitInSearch', 'exitInSearch', 'closeInSearch'])(
  'a process that ends by `%s` ends well',
  async (how) => {
    const url = await newUrlOfManyEvents(await createSqliteBackend(folder), 'ws_many')
    const { code, signal } = await start(how, pathOf(url)).ended
    expect({ code, signal }).toEqual({ code: 0, signal: null })
    const store = await openStore(url, testOptions)
    expect(await store.events.count('ws_many')).toBe(manyEvents + 1)
    await store.close()
  },
)

test('every acknowledged record outlives kill -9, three times on one file', async () => {
  const path = join(folder, 'killed.db')
  const acknowledged: string[] = []
  for (let round = 1; round <= 3; round += 1) {
    const child = start('load', path)
    await child.after(150 * round)
    child.process.kill('SIGKILL')
    expect((await child.ended).signal).toBe('SIGKILL')
    acknowledged.push(...child.acknowledged)
    await expectAll(path, acknowledged)
  }
  expect(new Set(acknowledged).size).toBeGreaterThanOrEqual(900)
})

test('a second process is told who has the database, until that one is killed', async () => {
  const path = join(folder, 'held.db')
  const child = start('load', path)
  await child.opened
  await expect(openStore(`sqlite:${path}`, testOptions)).rejects.toThrow(
    `Process ${child.process.pid} has the database ${path} open`,
  )
  child.process.kill('SIGKILL')
  await child.ended
  await expectAll(path, child.acknowledged)
})
