import { expect, test } from 'vitest'
import { RecentMap } from './recent-map'

test('the value that was unused the longest makes room', () => {
  const map = new RecentMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.get('a')
  map.set('c', 3)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3])
})

test('a value that is set again takes no second place', () => {
  const map = new RecentMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 4)
  expect([map.get('a'), map.get('b')]).toEqual([4, 2])
})
