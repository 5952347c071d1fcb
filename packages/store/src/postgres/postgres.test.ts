import type { EventRecord } from '@whorl/core'
import postgres from 'postgres'
import { afterAll, describe, expect, test } from 'vitest'
import { type TestBackend, testOptions } from '../../conformance/backend'
import { conformance } from '../../conformance/conformance'
import { startPglite } from '../../conformance/pglite-server'
import { findPostgres, type PostgresServer, startPostgres } from '../../conformance/postgres-server'
import { aProfile, aQuery, visit } from '../../conformance/sample'
import { drawVisits, visitAt } from '../../conformance/velocity.conformance'
import { recountVelocity } from '../../conformance/velocity-sample'
import { openAdminStore } from '../open-admin-store'
import { openStore } from '../open-store'
import { connect } from './connect'
import { migratePostgres, readApplied } from './migrate'

/** Set `WHORL_TEST_PGLITE` to see what a machine without PostgreSQL sees. */
const bin = process.env.WHORL_TEST_PGLITE ? undefined : findPostgres()
let server: PostgresServer | undefined
afterAll(async () => server?.stop())

async function start(): Promise<PostgresServer> {
  server ??= await (bin ? startPostgres(bin) : startPglite())
  return server
}

const tables =
  'events event_docs visitors exact blocks nonces tombstones populations velocity_keys'.split(' ')

async function backend(): Promise<TestBackend> {
  const { newDatabase } = await start()
  return {
    newUrl: newDatabase,
    cannotGiveUp: !bin,
    async exec(url, text) {
      const sql = postgres(url, { max: 1 })
      await sql.unsafe(text)
      await sql.end()
    },
    async read(url, text) {
      const sql = postgres(url, { max: 1 })
      const rows = await sql.unsafe(text)
      await sql.end()
      return rows
    },
    async dump(url) {
      const sql = postgres(url, { max: 1 })
      const rows = await Promise.all(
        tables.map((table) => sql`SELECT t::text AS row FROM ${sql(table)} t`),
      )
      await sql.end()
      return rows.flatMap((list) => list.map(({ row }) => String(row))).join('\n')
    },
  }
}

if (!bin) console.warn('skipped: PostgreSQL is not installed; PGlite takes its place')

describe(bin ? 'with PostgreSQL' : 'with PGlite', () => {
  conformance(backend)

  test('processes that share a database count each other', async () => {
    const url = await (await start()).newDatabase()
    const stores = [await openStore(url, testOptions), await openStore(url, testOptions)]
    const next = drawVisits(11)
    const events: EventRecord[] = []
    for (let index = 0; index < 300; index += 1) {
      const store = stores[index % 7 < 4 ? index % 2 : 0]
      if (!store) throw new Error('there are two stores')
      const { profile, event } = next()
      const stored = await visitAt(store, 'ws_shared', profile, event)
      events.push(stored)
      expect(stored.velocity).toEqual(recountVelocity(events))
    }
    for (const store of stores) await store.close()
  })

  test('a server that is not there is named', async () => {
    const url = 'postgres://whorl@127.0.0.1:1/whorl'
    await expect(openStore(url, testOptions)).rejects.toThrow(/cannot be reached.*ECONNREFUSED/)
  })

  test('a command beside the store writes keys, and leaves an old schema alone', async () => {
    const url = await (await start()).newDatabase()
    await expect(openAdminStore(url)).rejects.toThrow('is not up to date with this version')
    const store = await openStore(url, testOptions)
    const admin = await openAdminStore(url)
    await admin.upkeep.ping()
    const before = await store.tenants.version()
    await admin.tenants.putWorkspace({ id: 'ws_z', name: 'z', createdAt: 1, settings: {} })
    expect(await store.tenants.version()).toBe(before + 1)
    expect(admin.upkeep.backup).toBeUndefined()
    await admin.close()
    await store.close()
  })

  test('a migration may take longer than a statement', async () => {
    const url = await (await start()).newDatabase()
    const sql = connect(url, { statementTimeoutMs: 100 })
    const slow = { number: 1, name: 'slow', sqlite: '', postgres: 'SELECT pg_sleep(0.3)' }
    const known = [slow]
    await Promise.all([migratePostgres(sql, { known }), migratePostgres(sql, { known })])
    expect(await readApplied(sql)).toMatchObject([{ number: 1, name: 'slow' }])
    await sql.end()
  })

  // PGlite has one session: a lock of sessions keeps nobody out.
  test.skipIf(!bin)('one of several stores at a time works exclusively', async () => {
    const url = await (await start()).newDatabase()
    const stores = await Promise.all([1, 2, 3].map(() => openStore(url, testOptions)))
    let inside = 0
    let insideMax = 0
    const work = async (): Promise<void> => {
      inside += 1
      insideMax = Math.max(insideMax, inside)
      await new Promise((resolve) => setTimeout(resolve, 50))
      inside -= 1
    }
    await Promise.all(stores.map(({ tenants }) => tenants.exclusively(work)))
    expect(insideMax).toBe(1)
    // A failure gives the lock back.
    const [first, second] = stores
    const fail = first?.tenants.exclusively(() => Promise.reject(new Error('no')))
    await expect(fail).rejects.toThrow('no')
    await second?.tenants.exclusively(work)
    await Promise.all(stores.map((store) => store.close()))
  })

  // PGlite has one session and nobody to cut it.
  test.skipIf(!bin)('a lost connection is named, and the next one works', async () => {
    const url = await (await start()).newDatabase()
    const store = await openStore(url, testOptions)
    await visit(store, aQuery('ws_a'), aProfile())
    const sql = postgres(url, { max: 1 })
    const cut = () => sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'whorl' AND datname = current_database()`
    const hold = sql.begin(async (tx) => {
      await tx`LOCK TABLE visitors IN ACCESS EXCLUSIVE MODE`
      const found = store.visitors.find('ws_a', 'x')
      await Promise.all([
        expect(found).rejects.toMatchObject({ name: 'StoreUnavailableError' }),
        tx`SELECT pg_sleep(0.3)`.then(
          () => tx`SELECT pg_terminate_backend(pid)
          FROM pg_stat_activity
          WHERE application_name = 'whorl' AND datname = current_database()`,
        ),
      ])
    })
    await hold
    await cut()
    await visit(store, aQuery('ws_a'), aProfile()).catch(() => {})
    await visit(store, aQuery('ws_a'), aProfile())
    await sql.end()
    await store.close()
  })
})
