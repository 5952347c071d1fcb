import { beforeEach, describe, expect, test } from 'vitest'
import { blockListMax, popularList, popularListRead } from '../candidates'
import { migrations } from '../migrations'
import { BlockLists } from './block-lists'
import { loadSqlite } from './driver'

describe('the lists of visitors by blocking key', () => {
  let lists: BlockLists
  const ownersOf = (key: string) => lists.read(key).entries.map(({ owner }) => owner)

  beforeEach(async () => {
    const { DatabaseSync } = await loadSqlite()
    const db = new DatabaseSync(':memory:')
    for (const { sqlite } of migrations) db.exec(sqlite)
    lists = new BlockLists(db)
  })

  test('get another version with every entry, and none when one goes', () => {
    lists.add('a', 1)
    const { version } = lists.read('a')
    lists.add('a', 2)
    expect(lists.read('a').version).toBe(version + 1)
    lists.remove('a', 1)
    expect(lists.version('a')).toBe(version + 1)
    expect(ownersOf('a')).toEqual([2])
  })

  test('do not look the same when they were emptied and begun again', () => {
    lists.add('a', 1)
    const { version } = lists.read('a')
    lists.remove('a', 1)
    expect(lists.read('a')).toEqual({ entries: [], isPopular: false, version: 0 })
    lists.add('a', 2)
    expect(lists.version('a')).not.toBe(version)
  })

  test('keep the newest when they are full, and stay so', () => {
    for (let visitor = 1; visitor <= blockListMax; visitor++) lists.add('a', visitor)
    const newest = Array.from({ length: popularListRead }, (_, at) => blockListMax - at).reverse()
    expect(ownersOf('a')).toEqual(newest)
    for (const visitor of newest) lists.remove('a', visitor)
    expect(lists.read('a')).toEqual({ entries: [], isPopular: true, version: popularList })
  })
})
