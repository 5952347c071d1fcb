import { openAdminStore } from '@whorl/store'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createInstallation, startServer } from '../../tools/server-process.mjs'
import {
  type Databases,
  hasPostgres,
  openPostgresDatabases,
  openSqliteDatabases,
} from './databases'
import { aDevice, countVisits, encode, encodePair, readEvent, type Server, send } from './visitor'

const installation = createInstallation()
const { publicKey, secretKey } = installation
const running: Awaited<ReturnType<typeof startServer>>[] = []
const stopAll = async (): Promise<void> => {
  for (const server of running.splice(0)) expect(await server.end('SIGTERM')).toBe(0)
}
afterAll(() => installation.remove())

/** The whole program, as an operator runs it. */
async function start(database: string, env: Record<string, string> = {}): Promise<Server> {
  const server = await startServer(installation, {
    env: {
      WHORL_DATABASE: database,
      WHORL_SECRET_KEY: 'one secret for all servers of a test',
      ...env,
    },
  })
  running.push(server)
  return { endpoint: server.endpoint, publicKey, secretKey }
}

const kinds: [string, () => Promise<Databases>][] = [
  ['SQLite', openSqliteDatabases],
  [hasPostgres ? 'PostgreSQL' : 'PGlite', openPostgresDatabases],
]
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed; PGlite takes its place')

describe.each(kinds)('the whole server on %s', (_kind, open) => {
  let databases: Databases
  let server: Server
  beforeAll(async () => {
    databases = await open()
    server = await start(await databases.newUrl())
  })
  afterAll(async () => {
    await stopAll()
    await databases.stop()
  })

  test('takes an encoded message and gives the event by its id', async () => {
    const { eventId, visitorId } = await send(server, await encode(server, { signals: aDevice() }))
    expect(await readEvent(server, eventId)).toMatchObject({
      event_id: eventId,
      replayed: false,
      identification: { visitor_id: visitorId, visitor_found: false },
    })
  })

  test('ten first sights of one device at once are one visitor', async () => {
    const signals = aDevice()
    const messages = await Promise.all(
      Array.from({ length: 10 }, () => encode(server, { signals })),
    )
    expect(new Set(messages.map(({ nonce }) => nonce)).size).toBe(10)
    const answers = await Promise.all(messages.map((message) => send(server, message)))
    expect(new Set(answers.map(({ visitorId }) => visitorId)).size).toBe(1)
    const events = await Promise.all(answers.map(({ eventId }) => readEvent(server, eventId)))
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(10)
    expect(events.filter(({ identification }) => !identification.visitor_found)).toHaveLength(1)
    expect(events.filter(({ replayed }) => replayed)).toHaveLength(0)
  })

  test('of ten parallel copies of one message exactly one is fresh', async () => {
    const message = await encode(server, { signals: aDevice() })
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(server, message)))
    const events = await Promise.all(answers.map(({ eventId }) => readEvent(server, eventId)))
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(10)
    expect(events.filter(({ replayed }) => !replayed)).toHaveLength(1)
  })

  test("the agent's own retry gets the same answer, and nothing new is stored", async () => {
    const message = await encode(server, { signals: aDevice() })
    const first = await send(server, message)
    const retries = await Promise.all([1, 2, 3].map(() => send(server, message, { isRetry: true })))
    for (const { eventId, visitorId } of retries)
      expect({ eventId, visitorId }).toEqual({
        eventId: first.eventId,
        visitorId: first.visitorId,
      })
    expect(await countVisits(server, first.visitorId ?? '')).toBe(1)
  })
})

describe(`two servers on one ${hasPostgres ? 'PostgreSQL' : 'PGlite'}`, () => {
  let databases: Databases
  beforeAll(async () => {
    databases = await openPostgresDatabases()
  })
  afterEach(stopAll)
  afterAll(() => databases.stop())

  const readTenants = async (url: string) => {
    const admin = await openAdminStore(url)
    const tenants = await admin.tenants.readAll()
    await admin.close()
    return tenants
  }

  // PGlite has one session: no lock keeps the second server out.
  test.skipIf(!hasPostgres)('starting at the same moment make one first workspace', async () => {
    for (let round = 0; round < 3; round++) {
      const url = await databases.newUrl()
      await Promise.all([1, 2, 3].map(() => start(url, { WHORL_PROVISION: '' })))
      const { workspaces, environments, keys } = await readTenants(url)
      expect([workspaces.length, environments.length, keys.length]).toEqual([1, 1, 2])
      await stopAll()
    }
  })

  test.skipIf(!hasPostgres)('starting at the same moment provision once', async () => {
    const url = await databases.newUrl()
    await Promise.all([1, 2, 3].map(() => start(url)))
    const { workspaces, environments, keys } = await readTenants(url)
    expect([workspaces.length, environments.length, keys.length]).toEqual([1, 1, 2])
  })

  test('make one visitor of first sights that reach both at once', async () => {
    const url = await databases.newUrl()
    const servers = [await start(url), await start(url)]
    const signals = aDevice()
    const sights = await Promise.all(
      [...servers, ...servers, ...servers].map(async (server) => {
        const message = await encode(server, { signals })
        return { server, message }
      }),
    )
    const answers = await Promise.all(sights.map(({ server, message }) => send(server, message)))
    expect(new Set(answers.map(({ visitorId }) => visitorId)).size).toBe(1)
  })

  test('share a second message that reaches the other one', async () => {
    const url = await databases.newUrl()
    const [a, b] = [await start(url), await start(url)]
    const { webdriver: _, ...signals } = aDevice()
    const [first, second] = await encodePair(
      a,
      { signals, late: ['webdriver'] },
      { webdriver: { value: true } },
    )
    const { eventId } = await send(a, first)
    const startedAt = performance.now()
    const reading = readEvent(a, eventId)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await send(b, second)).eventId).toBe(eventId)
    // It waited for B, saw what B wrote, and waited no longer than that.
    expect(await reading).toMatchObject({ bot: 'bad' })
    const waitedMs = performance.now() - startedAt
    expect(waitedMs).toBeGreaterThan(250)
    expect(waitedMs).toBeLessThan(1_400)
    expect(await readEvent(b, eventId)).toMatchObject({ bot: 'bad' })
  })
})
