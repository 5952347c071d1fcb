import { expect, test } from 'vitest'
import { paginate } from './paginate'

const rows = [3, 1, 2, 2, 5].map((createdAt, at) => ({ id: `id_${at}`, createdAt }))
const page = (cursor?: string, limit?: number, items = rows) =>
  paginate(items, { ...(cursor && { cursor }), ...(limit && { limit }) }, ({ id }) => id)

test('rows come oldest first, those of one moment by id', () => {
  expect(page().data).toEqual(['id_1', 'id_2', 'id_3', 'id_0', 'id_4'])
  expect(page().metadata.pagination).toEqual({ next_cursor: null, prev_cursor: null })
})

test('cursors lead through every row once, and back', () => {
  const first = page(undefined, 2)
  const second = page(first.metadata.pagination.next_cursor ?? '', 2)
  const third = page(second.metadata.pagination.next_cursor ?? '', 2)
  expect([first, second, third].map(({ data }) => data)).toEqual([
    ['id_1', 'id_2'],
    ['id_3', 'id_0'],
    ['id_4'],
  ])
  expect(third.metadata.pagination.next_cursor).toBeNull()
  expect(page(third.metadata.pagination.prev_cursor ?? '', 2)).toEqual(second)
  expect(page(second.metadata.pagination.prev_cursor ?? '', 2)).toEqual(first)
})

test('a page begins after its row also when the row is gone', () => {
  const { next_cursor } = page(undefined, 2).metadata.pagination
  const rest = rows.filter(({ id }) => id !== 'id_2')
  expect(page(next_cursor ?? '', 2, rest).data).toEqual(['id_3', 'id_0'])
})

test('ten rows are a page where nothing else is asked', () => {
  const many = Array.from({ length: 12 }, (_, at) => ({ id: `id_${at}`, createdAt: at }))
  expect(page(undefined, 0, many).data).toHaveLength(10)
  expect(page(undefined, 101, many).data).toHaveLength(12)
  expect(page(undefined, undefined, []).data).toEqual([])
})
