import { expect, test } from 'vitest'
import { eventFlags } from '../src/event-row'
import type { EventSearch } from '../src/event-search'
import { ipRange } from '../src/ip-key'
import { firstTables } from '../src/migrations/001-first-tables'
import type { Dialect } from '../src/migrations/define'
import { checksumOf, migrationsTable } from '../src/migrations/plan'
import { openStore, type StoreLogEvent } from '../src/open-store'
import { type TestBackend, testOptions } from './backend'
import { type FirstVisitor, firstVisitorRows } from './first-visitor'
import { anEvent, aProfile, aQuery, aVisitorId, someTime, visit } from './sample'

const dialectOf = (url: string): Dialect => (url.startsWith('sqlite:') ? 'sqlite' : 'postgres')

/** A database as the first release left it. */
async function openFirstRelease(
  { newUrl, exec }: TestBackend,
  visitors: readonly FirstVisitor[],
): Promise<string> {
  const url = await newUrl()
  const dialect = dialectOf(url)
  const { number, name, [dialect]: tables } = firstTables
  await exec(
    url,
    `${migrationsTable};
    ${tables}
    INSERT INTO migrations VALUES (${number}, '${name}', '${checksumOf(tables)}');
    ${visitors.map((visitor) => firstVisitorRows[dialect](visitor)).join('')}`,
  )
  return url
}

export function migrationConformance(getBackend: () => TestBackend): void {
  const ws = 'ws_first'
  const keys = { exact: 'exact of the first release', blocks: ['block of the first release'] }
  const query = aQuery(ws, { keys })
  // What JSON may hold and SQL may stumble over, and what looks like the place of the cut.
  const signals = { odd: 'a\0b\ud800c', '","signals":': { signals: ',"signals":' } }

  function visitorsOfFirstRelease() {
    const known = { query, visits: 7, signals }
    const linux = { ...known, row: 1, visitorId: aVisitorId(), engine: 'blink', os: 'linux' }
    const windows = { ...known, row: 2, visitorId: aVisitorId(), engine: 'gecko', os: 'windows' }
    const alias = { ...linux, row: 3, visitorId: aVisitorId(), aliasOf: linux.visitorId }
    return { linux, windows, alias }
  }

  test('keeps every visitor of the first release, who is known by its token only', async () => {
    const { linux, windows, alias } = visitorsOfFirstRelease()
    const url = await openFirstRelease(getBackend(), [linux, windows, alias])
    const store = await openStore(url, testOptions)
    const anchors = [windows, linux, alias].map(({ visitorId }) => visitorId)
    const { history } = await store.visits.history({ ...query, anchors })
    const facts = { firstSeenAt: someTime, lastSeenAt: someTime, ip: '192.0.2.1', visits: 7 }
    for (const [at, { visitorId, engine, os }] of [windows, linux, linux].entries()) {
      expect(history.anchored[at]).toMatchObject({
        state: 'known',
        profile: { ...facts, visitorId, engine, os },
      })
    }
    expect(history.exact).toBeUndefined()
    expect(history.candidates).toEqual([])
    await store.close()
  })

  test('tells what it changes in a database that is in use, once', async () => {
    const url = await openFirstRelease(getBackend(), [])
    const told: StoreLogEvent[] = []
    const log = (event: StoreLogEvent): void => void told.push(event)
    await (await openStore(url, { ...testOptions, log })).close()
    await (await openStore(url, { ...testOptions, log })).close()
    expect(told).toEqual([
      { level: 'info', message: expect.stringMatching(/up to date: migrations 2 \(.*, 9 \(/) },
    ])
    const fresh: StoreLogEvent[] = []
    const newUrl = await getBackend().newUrl()
    const options = { ...testOptions, log: (event: StoreLogEvent) => void fresh.push(event) }
    await (await openStore(newUrl, options)).close()
    expect(fresh).toEqual([])
  })

  test('empties what was derived from the traits of the first release', async () => {
    const { linux, windows, alias } = visitorsOfFirstRelease()
    const backend = getBackend()
    const url = await openFirstRelease(backend, [linux, windows, alias])
    await (await openStore(url, testOptions)).close()
    const join = dialectOf(url) === 'sqlite' ? 'JOIN visitor_traits USING (id)' : ''
    const rows = await backend.read(
      url,
      `SELECT visitor_id, content, traits, held_blocks FROM visitors ${join}`,
    )
    expect(rows).toHaveLength(3)
    for (const { visitorId, engine, os } of [linux, windows, alias]) {
      const row = rows.find((one) => one.visitor_id === visitorId)
      expect(row?.held_blocks).toBe('[]')
      expect(JSON.parse(String(row?.traits))).toEqual({
        engine,
        os,
        traits: {
          product: '',
          version: 0,
          last: [],
          earlier: {},
          changes: {},
          fonts: [],
          networks: [],
          tokenless: 0,
          moves: 0,
          doubt: 0,
          highRecall: { id: `${visitorId}_hr`, firstSeenAt: someTime },
        },
      })
    }
    expect(new Set(rows.map(({ content }) => content)).size).toBe(3)
    const lists = dialectOf(url) === 'sqlite' ? 'block_lists' : 'blocks'
    expect(await backend.read(url, `SELECT * FROM ${lists}`)).toEqual([])
    expect(await backend.read(url, 'SELECT * FROM exact')).toEqual([])
  })

  test('lets a visitor of the first release learn anew', async () => {
    const { linux, windows } = visitorsOfFirstRelease()
    const url = await openFirstRelease(getBackend(), [linux, windows])
    const store = await openStore(url, testOptions)
    const { visitorId } = linux
    const profile = aProfile({ visitorId, visits: 8 })
    await visit(store, aQuery(ws, { keys, anchors: [visitorId] }), profile)
    const { history } = await store.visits.history(aQuery(ws, { keys }))
    expect(history.exact).toEqual(profile)
    expect(history.candidates).toEqual([profile])
    expect(await store.visitors.delete(ws, visitorId)).toBe(true)
    expect((await store.visits.history(aQuery(ws, { keys }))).history.candidates).toEqual([])
    expect(await store.visitors.find(ws, windows.visitorId)).toMatchObject({ engine: 'gecko' })
    await store.close()
  })

  test('keeps the keys of the first release, which nothing is said about', async () => {
    const backend = getBackend()
    const url = await openFirstRelease(backend, [])
    const columns = 'ws, id, env, type, hash, token, last_four, status, created_at'
    await backend.exec(
      url,
      `INSERT INTO api_keys (${columns})
       VALUES ('ws_first', 'key_old', NULL, 'secret', 'hash', NULL, 'last', 'enabled', 5)`,
    )
    const store = await openStore(url, testOptions)
    expect((await store.tenants.readAll()).keys).toEqual([
      {
        id: 'key_old',
        workspaceId: 'ws_first',
        type: 'secret',
        hash: 'hash',
        lastFour: 'last',
        status: 'enabled',
        createdAt: 5,
      },
    ])
    expect(await store.tenants.lastUses('ws_first')).toEqual(new Map())
  })

  test('finds events of an earlier release by everything they say', async () => {
    const event = anEvent(ws, aVisitorId(), {
      // Its end makes it a milestone.
      eventId: `${someTime}.abcd11`,
      timestamp: someTime,
      // What PostgreSQL's own functions for JSON refuse.
      url: 'https://shop.example/?a=\u0000b',
      ip: '2001:db8::7',
      suspect: true,
      verdicts: { bot: { value: { result: 'bad' }, evidence: [] } },
    })
    const backend = getBackend()
    const url = await openFirstRelease(backend, [])
    const doc = JSON.stringify(event).replaceAll("'", "''")
    const { eventId, timestamp, environmentId: env, identification } = event
    const columns = `'${env}', '${identification.visitorId}', NULL, '${event.ip}', NULL, 1, 0, 2, 1,
      'nonce', 'body'`
    await backend.exec(
      url,
      dialectOf(url) === 'sqlite'
        ? `INSERT INTO events VALUES (7, '${ws}', 5, ${timestamp}, '${eventId}', ${columns});
           INSERT INTO event_docs VALUES (7, '${doc}')`
        : `INSERT INTO events VALUES (5, '${ws}', ${timestamp}, '${eventId}', ${columns});
           INSERT INTO event_docs VALUES (5, '${ws}', ${timestamp}, '${eventId}', '${doc}')`,
    )
    const store = await openStore(url, testOptions)
    const find = async (part: Partial<EventSearch>) => {
      const place = { from: timestamp, to: timestamp, order: 'newest_first', limit: 10 } as const
      const page = { workspaceId: ws, source: 'device', ...place, ...part } as const
      return (await store.events.search(page)).events
    }
    expect(await find({})).toEqual([event])
    expect(await find({ texts: { url: [event.url] } })).toEqual([event])
    expect(await find({ signals: { suspect: true } })).toEqual([event])
    expect(await find({ signals: { suspect: false } })).toEqual([])
    expect(await find({ kinds: { bot: ['bad'], sdkPlatform: ['js'] } })).toEqual([event])
    const ip = ipRange('2001:db8::/64')
    if (!ip) throw new Error('no network')
    expect(await find({ ip })).toEqual([event])
    await store.close()
    const rows = await backend.read(url, 'SELECT flags FROM events')
    expect(rows.map(({ flags }) => Number(flags))).toEqual([2 + eventFlags.milestone])
  })
}
