import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { StoreOptions } from '../open-store'
import { createSearchQueue } from '../search-queue'
import { storableText } from '../storable-text'
import type { HistoryQuery, RecordCommand, RecordOutcome, Store, StoreStats } from '../store'
import { StoreOpenError } from '../store-open-error'
import { toRecordWrite } from '../to-record-write'
import { createTombstoneHash, type TombstoneHash } from '../tombstone-hash'
import { backUp } from './back-up'
import { connectReader } from './connect'
import { type Database, loadSqlite, type SqliteDriver } from './driver'
import { createEvents, createVisitors } from './event-rows'
import { lockFile } from './file-lock'
import { PopulationReader } from './population-rows'
import { EventReader } from './read-events'
import { HistoryReader } from './read-history'
import { closeThreads, startThreads, type Threads, type Writer } from './start-threads'
import { TenantReader } from './tenant-rows'
import { VisitorRows } from './visitor-rows'
import { WebhookReader } from './webhook-reader'

const dayMs = 24 * 60 * 60 * 1000
/** Rows that one slice of a purge removes, so that visits are not held up. */
const purgeSlice = 1_000

/** Opens a SQLite file, creating it and its folder when they are missing. */
export async function openSqliteStore(path: string, options: StoreOptions): Promise<Store> {
  const file = resolve(path)
  const sqlite = await loadSqlite()
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new StoreOpenError(`The folder of the database ${file} cannot be made.`, { cause: error })
  }
  const unlock = lockFile(sqlite, file)
  try {
    const threads = await startThreads(file, options)
    try {
      const reader = connectReader(sqlite, file)
      return new SqliteStore({ sqlite, file, ...threads, reader, unlock, options })
    } catch (error) {
      await closeThreads(threads)
      throw error
    }
  } catch (error) {
    unlock()
    throw error
  }
}

interface Parts extends Threads {
  readonly sqlite: SqliteDriver
  readonly file: string
  readonly reader: Database
  readonly unlock: () => void
  readonly options: StoreOptions
}

/**
 * Reads on the caller's thread what is found at once, from committed data; searches on a thread of
 * their own; writes through the one writer.
 */
class SqliteStore implements Store {
  readonly backend = 'sqlite'
  readonly tenants
  readonly visits
  readonly events
  readonly visitors
  readonly populations
  readonly webhooks
  readonly upkeep
  readonly #parts
  readonly #close
  #closing: Promise<void> | undefined

  constructor(parts: Parts) {
    const { reader, writer, searcher, options, unlock } = parts
    this.#parts = parts
    const tombstoneHash = createTombstoneHash(options.tombstoneKey)
    const tenants = new TenantReader(reader)
    this.tenants = {
      version: async () => tenants.version(),
      readAll: async () => tenants.readAll(),
      putWorkspace: (workspace) => writer.run({ kind: 'putWorkspace', workspace }),
      putEnvironment: (environment) => writer.run({ kind: 'putEnvironment', environment }),
      putKey: (key) => writer.run({ kind: 'putKey', key }),
      removeKey: (ws, id) => writer.run({ kind: 'removeKey', ws, id }),
      removeEnvironment: (ws, id) => writer.run({ kind: 'removeEnvironment', ws, id }),
      touchKey: (ws, id, at) => writer.run({ kind: 'touchKey', ws, id, at }),
      lastUses: async (ws) => tenants.lastUses(ws),
      // The file lock keeps every other server away.
      exclusively: (work) => work(),
    } satisfies Store['tenants']
    this.visits = createVisits(writer, new HistoryReader(reader, tombstoneHash), tombstoneHash)
    const events = new EventReader(reader)
    const searches = createSearchQueue(1, options)
    this.events = createEvents({ writer, searcher, searches }, events)
    this.visitors = createVisitors({ writer, searcher }, new VisitorRows(reader))
    this.populations = createPopulations(writer, new PopulationReader(reader))
    this.webhooks = createWebhooks(writer, new WebhookReader(reader))
    this.upkeep = {
      purgeNonces: (before) => purgeNonces(writer, before),
      removeOldEvents: (slice) => writer.run({ kind: 'removeOldEvents', ...slice }),
      removeOldVisitors: (slice) => writer.run({ kind: 'removeOldVisitors', after: '', ...slice }),
      ping: async () => {
        tenants.version()
        await writer.run({ kind: 'ping' })
      },
      stats: async () => this.#stats(),
      backup: (path) => backUp(parts.sqlite, parts.file, path),
    } satisfies Store['upkeep']
    const closeReader = (): void => {
      if (reader.isOpen) reader.close()
    }
    process.on('exit', closeReader)
    this.#close = async () => {
      searches.close()
      await closeThreads(parts)
      closeReader()
      process.off('exit', closeReader)
      unlock()
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  #stats(): StoreStats {
    const { file, writer } = this.#parts
    const log = statSync(`${file}-wal`, { throwIfNoEntry: false })
    return {
      databaseBytes: statSync(file).size,
      walBytes: log?.size ?? 0,
      queued: writer.waiting,
    }
  }
}

function createVisits(
  writer: Writer,
  history: HistoryReader,
  tombstoneHash: TombstoneHash,
): Store['visits'] {
  return {
    history: async (query: HistoryQuery) => history.read(query),
    async record(command: RecordCommand): Promise<RecordOutcome> {
      const kind = await writer.run({ kind: 'record', ...toRecordWrite(command, tombstoneHash) })
      // Read after the commit, off the writer: at least what the writer saw.
      return kind === 'conflict' ? { kind, fresh: history.read(command.query) } : { kind }
    },
    findNonce: async (workspaceId, nonce) =>
      history.findNonce(workspaceId, nonce, Date.now() - dayMs),
  }
}

function createPopulations(writer: Writer, populations: PopulationReader): Store['populations'] {
  return {
    find: async (workspaceId) => populations.find(workspaceId),
    write: (population) => writer.run({ kind: 'putPopulation', population }),
  }
}

function createWebhooks(writer: Writer, rows: WebhookReader): Store['webhooks'] {
  return {
    list: async (workspaceId) => rows.list(workspaceId),
    put: (webhook, now) => writer.run({ kind: 'putWebhook', webhook, now }),
    markVerified: (place) => writer.run({ kind: 'markVerified', place }),
    delete: (ws, id) => writer.run({ kind: 'deleteWebhook', ws, id }),
    listDue: async (now) => rows.listDue(now),
    // A look is cheaper than a commit.
    claim: async (claim) =>
      rows.hasDue(claim) ? writer.run({ kind: 'claimDeliveries', claim }) : [],
    finish: (end) => writer.run({ kind: 'finishDelivery', end }),
    add: (delivery) => writer.run({ kind: 'addDelivery', delivery }),
    findDelivery: async (workspaceId, id) => rows.find(workspaceId, id),
    listDeliveries: async (query) => rows.listDeliveries(query),
    replay: (ws, id) => writer.run({ kind: 'replayDelivery', ws, id: storableText(id) }),
    tidy: (limits) => writer.run({ kind: 'tidyDeliveries', limits }),
    releaseLeases: () => writer.run({ kind: 'releaseLeases' }),
  }
}

async function purgeNonces(writer: Writer, before: number): Promise<number> {
  let total = 0
  let removed: number
  do {
    removed = await writer.run({ kind: 'purgeNonces', before, max: purgeSlice })
    total += removed
  } while (removed === purgeSlice)
  return total
}
