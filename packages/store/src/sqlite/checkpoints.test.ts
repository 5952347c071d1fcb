import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Checkpoints } from './checkpoints'
import { connectReader, connectWriter } from './connect'
import { CutGate, createCutGate } from './cut-gate'
import { loadSqlite } from './driver'

const folder = mkdtempSync(join(tmpdir(), 'whorl-checkpoints-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a log that is being read is cut after the next commit, and searches wait for that', async () => {
  const path = join(folder, 'read.db')
  const sqlite = await loadSqlite()
  const db = connectWriter(sqlite, path)
  db.exec('CREATE TABLE t (text)')
  const reader = connectReader(sqlite, path)
  const shared = createCutGate()
  const gate = new CutGate(shared)
  const checkpoints = new Checkpoints(db, path, new CutGate(shared))
  const logBytes = (): number => statSync(`${path}-wal`).size

  reader.exec('BEGIN; SELECT * FROM t')
  db.exec("INSERT INTO t VALUES ('one')")
  checkpoints.cut()
  expect(gate.isWanted()).toBe(true)
  checkpoints.after([])
  expect(gate.isWanted()).toBe(true)
  expect(logBytes()).toBeGreaterThan(0)

  reader.exec('COMMIT')
  checkpoints.after([])
  expect(gate.isWanted()).toBe(false)
  expect(logBytes()).toBe(0)
  reader.close()
  db.close()
})

test('a search waits a moment only when nothing is written', () => {
  const gate = new CutGate(createCutGate())
  const begin = performance.now()
  gate.pass()
  expect(performance.now() - begin).toBeLessThan(200)
  gate.want()
  gate.pass()
  expect(performance.now() - begin).toBeGreaterThan(200)
  expect(gate.isWanted()).toBe(false)
})
