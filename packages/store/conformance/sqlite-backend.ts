import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadSqlite, prepare } from '../src/sqlite/driver'
import type { TestBackend } from './backend'

export const pathOf = (url: string): string => url.slice('sqlite:'.length)

/** SQLite files under `folder`. */
export async function createSqliteBackend(folder: string): Promise<TestBackend> {
  const { DatabaseSync } = await loadSqlite()
  return {
    async newUrl() {
      return `sqlite:${join(mkdtempSync(join(folder, 'file-')), 'new', 'whorl.db')}`
    },
    async exec(url, sql) {
      mkdirSync(dirname(pathOf(url)), { recursive: true })
      const db = new DatabaseSync(pathOf(url))
      db.exec(sql)
      db.close()
    },
    async read(url, sql) {
      const db = new DatabaseSync(pathOf(url))
      const rows = prepare<Record<string, unknown>>(db, sql).all()
      db.close()
      return rows
    },
    // The raw files: what was deleted must not linger in free space or in the log either.
    async dump(url) {
      const files = [pathOf(url), `${pathOf(url)}-wal`]
      return files.map((file) => readFileSync(file, 'latin1')).join()
    },
  }
}
