import { setTimeout as sleep } from 'node:timers/promises'
import { countDailyEvents } from '../count-daily-events'
import type { StoreOptions } from '../open-store'
import { createSearchQueue } from '../search-queue'
import { storableText } from '../storable-text'
import type { RecordCommand, RecordOutcome, Store } from '../store'
import { toRecordWrite } from '../to-record-write'
import { createTombstoneHash } from '../tombstone-hash'
import { connect, connectionsOf, type Sql } from './connect'
import { createEventStore } from './event-rows'
import { findProfiles } from './find-profiles'
import { migratePostgres } from './migrate'
import { nameError, nameOpenError } from './name-error'
import { ping, readStats } from './ping'
import { createPopulationStore } from './population-rows'
import { findNonce, readHistory } from './read-history'
import { createOwnerReader } from './read-owners'
import { createOldRemovals } from './remove-old'
import { removeVisitor } from './remove-visitor'
import { runExclusively } from './run-exclusively'
import { createTenantStore } from './tenant-rows'
import { createVelocityCounter, purgeVelocityKeys } from './velocity'
import { createWebhookStore } from './webhook-rows'
import { createWriteQueue, type WriteQueue } from './write-queue'
import { writeRecord } from './write-record'

const dayMs = 24 * 60 * 60 * 1000
const purgeSlice = 1_000
/** How long `close` waits for running commands, in ms. */
const closeWaitMs = 10_000
/** And then for the connections, in seconds: postgres.js waits in vain for one that was lost. */
const endWaitS = 0.5

/** Connects to a PostgreSQL server. */
export async function openPostgresStore(url: string, options: StoreOptions): Promise<Store> {
  const sql = connect(url, options)
  try {
    await migratePostgres(sql, {
      tell: (message) => options.log?.({ level: 'info', message }),
    })
  } catch (thrown) {
    await sql.end({ timeout: 1 })
    throw nameOpenError(thrown)
  }
  return createPostgresStore(url, sql, options)
}

function createPostgresStore(url: string, sql: Sql, options: StoreOptions): Store {
  let closing: Promise<void> | undefined
  const running = new Set<Promise<unknown>>()
  const withNamedErrors = <Part extends object>(part: Part): Part => guardAll(part, running)
  const writes = createWriteQueue(options.queuedMax ?? 2_000)
  // Half of the connections stay free of searches: visits must not wait for them.
  const searches = createSearchQueue(Math.ceil(connectionsOf(options) / 2), options)
  return {
    backend: 'postgres',
    tenants: withNamedErrors({
      ...createTenantStore(sql),
      exclusively: <Result>(work: () => Promise<Result>) => runExclusively(url, options, work),
    }),
    visits: withNamedErrors(createVisitStore(sql, writes, options)),
    events: withNamedErrors(createEventStore(sql, { writes, searches })),
    visitors: withNamedErrors({
      async find(ws: string, visitorId: string) {
        const id = storableText(visitorId)
        return (await findProfiles(sql, ws, [id])).get(id)
      },
      dailyEvents: (ws: string, until: number) =>
        countDailyEvents(createOwnerReader(sql, ws), until),
      // Events of edges stand under no id; it is nobody's to delete.
      delete: async (ws: string, visitorId: string) =>
        visitorId !== '' &&
        removeVisitor(sql, createTombstoneHash(options.tombstoneKey), ws, storableText(visitorId)),
    }),
    populations: withNamedErrors(createPopulationStore(sql)),
    webhooks: withNamedErrors(createWebhookStore(sql)),
    upkeep: withNamedErrors({
      async purgeNonces(before: number) {
        await purgeVelocityKeys(sql, before)
        return purgeNonces(sql, before)
      },
      ...createOldRemovals(sql),
      ping: () => ping(sql),
      stats: () => readStats(sql, writes.waiting()),
    }),
    close() {
      searches.close()
      closing ??= end(sql, running)
      return closing
    },
  }
}

function createVisitStore(sql: Sql, writes: WriteQueue, options: StoreOptions): Store['visits'] {
  const tombstoneHash = createTombstoneHash(options.tombstoneKey)
  const velocity = createVelocityCounter()
  return {
    history: (query) => readHistory(sql, tombstoneHash, query),
    record: (command: RecordCommand): Promise<RecordOutcome> =>
      writes.run(async () => {
        const kind = await writeRecord(sql, velocity, toRecordWrite(command, tombstoneHash))
        if (kind !== 'conflict') return { kind }
        return { kind, fresh: await readHistory(sql, tombstoneHash, command.query) }
      }),
    findNonce: (ws, nonce) => findNonce(sql, ws, nonce, Date.now() - dayMs),
  }
}

async function purgeNonces(sql: Sql, before: number): Promise<number> {
  let total = 0
  let removed: number
  do {
    const result = await sql`DELETE FROM nonces WHERE (key, ws) IN
      (SELECT key, ws FROM nonces WHERE used_at < ${before} ORDER BY used_at LIMIT ${purgeSlice})`
    removed = result.count
    total += removed
  } while (removed === purgeSlice)
  return total
}

async function end(sql: Sql, running: ReadonlySet<Promise<unknown>>): Promise<void> {
  const timer = new AbortController()
  const patience = sleep(closeWaitMs, undefined, { signal: timer.signal }).catch(() => {})
  await Promise.race([Promise.allSettled(running), patience])
  timer.abort()
  await sql.end({ timeout: endWaitS })
}

/** Every method of `part`, with a lost database named as such. */
function guardAll<Part extends object>(part: Part, running: Set<Promise<unknown>>): Part {
  return new Proxy(part, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return (...values: unknown[]): Promise<unknown> => {
        const work: Promise<unknown> = Reflect.apply(member, target, values)
        const named = work.catch((error: unknown) => {
          throw nameError(error)
        })
        running.add(named)
        const forget = (): boolean => running.delete(named)
        named.then(forget, forget)
        return named
      }
    },
  })
}
