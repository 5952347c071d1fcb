import { expect, test } from 'vitest'
import { loadSqlite } from '../sqlite/driver'
import { blockLists } from './003-block-lists'
import { migrations } from './index'

test('entries become lists, and full lists keep their newest', async () => {
  const { DatabaseSync } = await loadSqlite()
  const db = new DatabaseSync(':memory:')
  for (const { number, sqlite } of migrations) if (number < 3) db.exec(sqlite)
  const add = db.prepare('INSERT INTO blocks (key, seq, visitor) VALUES (?, ?, ?)')
  for (let seq = 1; seq <= 200; seq++) add.run('common', seq, seq)
  // Rows of visitors in another order than their places.
  for (const [seq, visitor] of [
    [301, 9],
    [302, 3],
  ])
    add.run('rare', seq ?? 0, visitor ?? 0)
  db.exec(
    `INSERT INTO visitor_traits VALUES (3, '{}', '[["rare",302],["common",3]]'), (4, '{}', '[]')`,
  )
  db.exec(blockLists.sqlite)

  const lists = db.prepare('SELECT * FROM block_lists ORDER BY key').all()
  const newest = Array.from({ length: 24 }, (_, at) => 177 + at).join()
  expect(lists.map((list) => ({ ...(list as object) }))).toEqual([
    { key: 'common', version: 200, is_popular: 1, owners: newest },
    { key: 'rare', version: 2, is_popular: 0, owners: '9,3' },
  ])
  const held = db.prepare('SELECT held_blocks FROM visitor_traits ORDER BY id').all()
  expect(held.map((row) => ({ ...(row as object) }))).toEqual([
    { held_blocks: '["rare","common"]' },
    { held_blocks: '[]' },
  ])
  db.close()
})
