import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { TestBackend } from '../../conformance/backend'
import { conformance } from '../../conformance/conformance'
import { loadSqlite, prepare } from './driver'

const folder = mkdtempSync(join(tmpdir(), 'whorl-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

let databases = 0
const pathOf = (url: string): string => url.slice('sqlite:'.length)

conformance(async (): Promise<TestBackend> => {
  const { DatabaseSync } = await loadSqlite()
  return {
    async newUrl() {
      databases += 1
      return `sqlite:${join(folder, `${databases}`, 'whorl.db')}`
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
})
