import type { Database, SqliteDriver } from './driver'

/** Page cache of the writing connection, KiB. */
const writerCacheKib = 256 * 1024
const readerCacheKib = 64 * 1024
/** How much of the data file a reading connection maps, in bytes; SQLite's own limit is 2 GiB. */
const readerMapBytes = 2 ** 31 - 2 ** 16

/**
 * The one connection that writes. A commit is on disk when it returns (`synchronous = FULL`), and
 * deleted content is overwritten with zeros. Checkpoints are the writer's own business.
 */
export function connectWriter({ DatabaseSync }: SqliteDriver, path: string): Database {
  const db = new DatabaseSync(path, { timeout: 5_000 })
  db.exec(`PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA wal_autocheckpoint = 0;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -${writerCacheKib};`)
  return db
}

/**
 * Sees what was committed, and cannot write. SQLite empties its page cache after every commit of
 * somebody else, so the file is mapped: pages that are not in the log need no system call.
 */
export function connectReader({ DatabaseSync }: SqliteDriver, path: string): Database {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
  db.exec(`PRAGMA cache_size = -${readerCacheKib};
PRAGMA mmap_size = ${readerMapBytes};`)
  return db
}
