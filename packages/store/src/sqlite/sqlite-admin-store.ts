import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AdminStore } from '../admin-store'
import { refusePending } from '../migrations/refuse-pending'
import { StoreOpenError } from '../store-open-error'
import { backUp } from './back-up'
import { connectWriter } from './connect'
import { type Database, loadSqlite, type SqliteDriver } from './driver'
import { readApplied } from './migrate'
import { createPing } from './ping'
import { TenantReader, TenantWriter } from './tenant-rows'

/** Opens a SQLite file that another process may be serving: no lock, no thread, no migrations. */
export async function openSqliteAdminStore(path: string): Promise<AdminStore> {
  const file = resolve(path)
  if (!existsSync(file)) {
    throw new StoreOpenError(
      `There is no database ${file} yet: the first start of the server makes it.`,
    )
  }
  const sqlite = await loadSqlite()
  const db = connect(sqlite, file)
  try {
    refusePending('sqlite', readApplied(db))
    return createStore(sqlite, db, file)
  } catch (error) {
    db.close()
    throw error
  }
}

function connect(sqlite: SqliteDriver, file: string): Database {
  try {
    return connectWriter(sqlite, file)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StoreOpenError(`The database ${file} cannot be opened: ${reason}.`, { cause })
  }
}

function createStore(sqlite: SqliteDriver, db: Database, file: string): AdminStore {
  const reader = new TenantReader(db)
  const writer = new TenantWriter(db)
  const ping = createPing(db)
  /** Waits up to the connection's timeout, five seconds, for a commit of the server. */
  const write = async <Result>(work: () => Result): Promise<Result> => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      db.exec('COMMIT')
      return result
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
  return {
    backend: 'sqlite',
    tenants: {
      version: async () => reader.version(),
      readAll: async () => reader.readAll(),
      putWorkspace: (workspace) => write(() => writer.putWorkspace(workspace)),
      putEnvironment: (environment) => write(() => writer.putEnvironment(environment)),
      putKey: (key) => write(() => writer.putKey(key)),
      removeKey: (workspaceId, keyId) => write(() => writer.removeKey(workspaceId, keyId)),
      removeEnvironment: (workspaceId, id) =>
        write(() => writer.removeEnvironment(workspaceId, id)),
      touchKey: (workspaceId, keyId, at) => write(() => writer.touchKey(workspaceId, keyId, at)),
      lastUses: async (workspaceId) => reader.lastUses(workspaceId),
    },
    upkeep: {
      ping: () => write(ping),
      stats: async () => ({
        databaseBytes: statSync(file).size,
        walBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
        queued: 0,
      }),
      backup: (path) => backUp(sqlite, file, path),
    },
    async close() {
      if (db.isOpen) db.close()
    },
  }
}
