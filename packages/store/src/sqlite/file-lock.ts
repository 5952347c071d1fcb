import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StoreOpenError } from '../store-open-error'
import { type Database, isBusy, prepare, type SqliteDriver } from './driver'

/** Files that this process holds: within one process the system's locks do not collide. */
const held = new Set<string>()

/**
 * Keeps a second process away from a data file. The lock is SQLite's own, on a small file beside
 * it: the system drops it when the process ends in whatever way, so a killed one blocks nobody.
 *
 * @returns a function that gives the lock back
 * @throws StoreOpenError when somebody holds it
 */
export function lockFile({ DatabaseSync }: SqliteDriver, path: string): () => void {
  const name = join(realpathSync(dirname(path)), `${path.slice(dirname(path).length)}.lock`)
  if (held.has(name)) throw inUse(path, process.pid)
  const db = new DatabaseSync(name)
  try {
    db.exec(`PRAGMA user_version = ${process.pid}`)
    db.exec('BEGIN IMMEDIATE')
  } catch (error) {
    const holder = isBusy(error) ? readHolder(db) : undefined
    db.close()
    if (!isBusy(error)) throw error
    throw inUse(path, holder)
  }
  held.add(name)
  return () => {
    if (!held.delete(name)) return
    db.exec('ROLLBACK')
    db.close()
  }
}

function readHolder(db: Database): number | undefined {
  try {
    return prepare<{ user_version: number }>(db, 'PRAGMA user_version').get()?.user_version
  } catch (error) {
    // The holder is writing its number at this very moment.
    if (isBusy(error)) return undefined
    throw error
  }
}

function inUse(path: string, holder: number | undefined): StoreOpenError {
  const who = holder === undefined ? 'Another process' : `Process ${holder}`
  return new StoreOpenError(
    `${who} has the database ${path} open, and one process at a time may use it. Stop that one first, or give this one another database (WHORL_DATABASE).`,
  )
}
