import type { StoreOptions } from '../open-store'
import { storableText } from '../storable-text'
import {
  type RecordCommand,
  type RecordOutcome,
  type Store,
  StoreBusyError,
  type StoreStats,
} from '../store'
import { StoreOpenError } from '../store-open-error'
import { toRecordWrite } from '../to-record-write'
import { createTombstoneHash } from '../tombstone-hash'
import { connect, type Sql } from './connect'
import { createEventStore } from './event-rows'
import { findProfiles } from './find-profiles'
import { migratePostgres } from './migrate'
import { nameError } from './name-error'
import { findNonce, readHistory } from './read-history'
import { removeVisitor } from './remove-visitor'
import { createTenantStore } from './tenant-rows'
import { writeRecord } from './write-record'

const dayMs = 24 * 60 * 60 * 1000
const purgeSlice = 1_000
/** How long `close` waits for running statements, in seconds. */
const closeWaitS = 10

/** Connects to a PostgreSQL server. */
export async function openPostgresStore(url: string, options: StoreOptions): Promise<Store> {
  const sql = connect(url, options)
  try {
    await migratePostgres(sql)
  } catch (thrown) {
    await sql.end({ timeout: 1 })
    const error = nameError(thrown)
    if (error === thrown || !(error instanceof Error)) throw thrown
    throw new StoreOpenError(`${error.message} Check WHORL_DATABASE.`, { cause: thrown })
  }
  return createPostgresStore(sql, options)
}

function createPostgresStore(sql: Sql, options: StoreOptions): Store {
  let closing: Promise<void> | undefined
  const visits = createVisitStore(sql, options)
  return {
    backend: 'postgres',
    tenants: withNamedErrors(createTenantStore(sql)),
    visits: withNamedErrors(visits.store),
    events: withNamedErrors(createEventStore(sql)),
    visitors: withNamedErrors({
      async find(ws: string, visitorId: string) {
        const id = storableText(visitorId)
        return (await findProfiles(sql, ws, [id])).get(id)?.profile
      },
      delete: (ws: string, visitorId: string) =>
        removeVisitor(sql, createTombstoneHash(options.tombstoneKey), ws, storableText(visitorId)),
    }),
    upkeep: withNamedErrors({
      purgeNonces: (before: number) => purgeNonces(sql, before),
      ping: async () => {
        await sql`INSERT INTO meta (key, value) VALUES ('pings', 1)
          ON CONFLICT (key) DO UPDATE SET value = meta.value + 1`
      },
      stats: () => readStats(sql, visits.waiting()),
    }),
    close() {
      closing ??= sql.end({ timeout: closeWaitS })
      return closing
    },
  }
}

function createVisitStore(sql: Sql, options: StoreOptions) {
  const { queuedMax = 2_000 } = options
  const tombstoneHash = createTombstoneHash(options.tombstoneKey)
  let waiting = 0
  const store: Store['visits'] = {
    history: (query) => readHistory(sql, tombstoneHash, query),
    async record(command: RecordCommand): Promise<RecordOutcome> {
      if (waiting >= queuedMax) throw new StoreBusyError()
      waiting += 1
      try {
        const kind = await writeRecord(sql, toRecordWrite(command, tombstoneHash))
        if (kind !== 'conflict') return { kind }
        return { kind, fresh: await readHistory(sql, tombstoneHash, command.query) }
      } finally {
        waiting -= 1
      }
    },
    findNonce: (ws, nonce) => findNonce(sql, ws, nonce, Date.now() - dayMs),
  }
  return { store, waiting: () => waiting }
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

async function readStats(sql: Sql, queued: number): Promise<StoreStats> {
  const rows = await sql<{ bytes: number }[]>`
    SELECT pg_database_size(current_database()) AS bytes`
  return { ...(rows[0] && { databaseBytes: rows[0].bytes }), queued }
}

/** Every method of `part`, with a lost database named as such. */
function withNamedErrors<Part extends object>(part: Part): Part {
  return new Proxy(part, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return async (...values: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, target, values)
        } catch (error) {
          throw nameError(error)
        }
      }
    },
  })
}
