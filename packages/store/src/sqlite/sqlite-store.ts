import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { timestampOfEvent } from '@whorl/wire'
import { countDailyEvents } from '../count-daily-events'
import { toEdgeRow, toRevisedRow } from '../event-row'
import type { StoreOptions } from '../open-store'
import { storableText } from '../storable-text'
import type { HistoryQuery, RecordCommand, RecordOutcome, Store, StoreStats } from '../store'
import { StoreOpenError } from '../store-open-error'
import { toRecordWrite } from '../to-record-write'
import { createTombstoneHash, type TombstoneHash } from '../tombstone-hash'
import { backUp } from './back-up'
import { connectReader } from './connect'
import { type Database, loadSqlite, type SqliteDriver } from './driver'
import { lockFile } from './file-lock'
import { PopulationReader } from './population-rows'
import { EventReader } from './read-events'
import { HistoryReader } from './read-history'
import { EventSearcher } from './search-events'
import { TenantReader } from './tenant-rows'
import { VisitorRows } from './visitor-rows'
import { WebhookReader } from './webhook-reader'
import { WriterClient } from './writer-client'

const dayMs = 24 * 60 * 60 * 1000
/** Rows that one slice of a purge or of a deletion removes, so that visits are not held up. */
const purgeSlice = 1_000
const removalSlice = 100

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
    const { tombstoneKey, queuedMax = 2_000, batchMax = 64, log = () => {} } = options
    const writer = await WriterClient.start({ path: file, tombstoneKey, queuedMax, batchMax, log })
    const reader = connectReader(sqlite, file)
    return new SqliteStore({ sqlite, file, writer, reader, unlock, options })
  } catch (error) {
    unlock()
    throw error
  }
}

interface Parts {
  readonly sqlite: SqliteDriver
  readonly file: string
  readonly writer: WriterClient
  readonly reader: Database
  readonly unlock: () => void
  readonly options: StoreOptions
}

/** Reads on the caller's thread, from committed data; writes through the one writer. */
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
    const { reader, writer, options, unlock } = parts
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
    this.events = createEvents(writer, events, new EventSearcher(reader))
    this.visitors = createVisitors(writer, new VisitorRows(reader), events)
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
      await writer.close()
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
  writer: WriterClient,
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

function createEvents(
  writer: WriterClient,
  events: EventReader,
  searcher: EventSearcher,
): Store['events'] {
  return {
    find: async (workspaceId, eventId) =>
      events.find(workspaceId, eventId, timestampOfEvent(eventId)),
    recordEdge: (record, bucket) =>
      writer.run({ kind: 'recordEdge', event: toEdgeRow(record, bucket) }),
    revise: (record) => writer.run({ kind: 'revise', event: toRevisedRow(record) }),
    listByVisitor: async (query) => events.listByVisitor(query),
    count: async (workspaceId) => events.count(workspaceId),
    search: async (page) => searcher.find(page),
    countFound: async (search, max) => searcher.count(search, max),
  }
}

function createVisitors(
  writer: WriterClient,
  rows: VisitorRows,
  events: EventReader,
): Store['visitors'] {
  return {
    find: async (workspaceId, visitorId) => rows.findKnown(workspaceId, storableText(visitorId)),
    dailyEvents: (ws, until) =>
      countDailyEvents((before, limit) => events.listOwners(ws, before, limit), until),
    async delete(ws, id) {
      const visitorId = storableText(id)
      // Events of edges stand under no id; it is nobody's to delete.
      if (visitorId === '') return false
      let existed = false
      let removed: number
      do {
        removed = await writer.run({ kind: 'removeEvents', ws, visitorId, max: removalSlice })
        existed ||= removed > 0
      } while (removed === removalSlice)
      return (await writer.run({ kind: 'removeVisitor', ws, visitorId })) || existed
    },
  }
}

function createPopulations(
  writer: WriterClient,
  populations: PopulationReader,
): Store['populations'] {
  return {
    find: async (workspaceId) => populations.find(workspaceId),
    write: (population) => writer.run({ kind: 'putPopulation', population }),
  }
}

function createWebhooks(writer: WriterClient, rows: WebhookReader): Store['webhooks'] {
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

async function purgeNonces(writer: WriterClient, before: number): Promise<number> {
  let total = 0
  let removed: number
  do {
    removed = await writer.run({ kind: 'purgeNonces', before, max: purgeSlice })
    total += removed
  } while (removed === purgeSlice)
  return total
}
