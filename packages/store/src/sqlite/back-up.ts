import { existsSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { connectReader } from './connect'
import { prepare, type SqliteDriver } from './driver'

/**
 * Copies a database into `path`, replacing an older copy there in one step. An open read
 * transaction keeps the copy at one moment, however much is written meanwhile, by whichever
 * process: everything committed before is in it.
 *
 * @throws Error when `path` is the database itself, or a database that somebody has open
 */
export async function backUp(sqlite: SqliteDriver, file: string, path: string): Promise<void> {
  if (!sqlite.backup) throw new Error('Backups need Node 22.16 or later, or Node 20.')
  if (realPathOf(path) === realPathOf(file)) throw new Error(`${path} is the database itself.`)
  // A log beside an older copy would be taken for the new one's.
  if (existsSync(`${path}-wal`))
    throw new Error(`${path} has a log beside it, so a server uses or used it: name another file.`)
  const partial = `${path}.partial`
  rmSync(partial, { force: true })
  // SQLite takes an empty file as its own and keeps its mode: the copy is as private as the folder.
  writeFileSync(partial, '', { mode: 0o600 })
  const source = connectReader(sqlite, file)
  try {
    source.exec('BEGIN')
    prepare(source, 'SELECT value FROM meta LIMIT 1').get()
    await sqlite.backup(source, partial, { rate: 1_000 })
    source.exec('COMMIT')
  } finally {
    source.close()
  }
  await rename(partial, path)
}

function realPathOf(path: string): string {
  const full = resolve(path)
  if (existsSync(full)) return realpathSync(full)
  return existsSync(dirname(full))
    ? join(realpathSync(dirname(full)), full.slice(dirname(full).length))
    : full
}
