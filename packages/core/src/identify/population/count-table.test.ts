import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CountTable } from './count-table'

test('counts like a map while there is room', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 4_000 }), (keys) => {
      const table = new CountTable(1 << 14)
      const map = new Map<number, number>()
      for (const key of keys) {
        table.add(key)
        map.set(key, (map.get(key) ?? 0) + 1)
      }
      expect(new Map(table.entries())).toEqual(map)
      expect(table.size).toBe(map.size)
      expect(table.get(4_000)).toBe(0)
    }),
  )
})

test('stays within its bound and keeps what is frequent', () => {
  const table = new CountTable(1 << 11)
  for (let round = 0; round < 100; round++) {
    table.add(4_294_967_295, 10)
    for (let key = 1; key <= 100; key++) table.add(round * 100 + key)
  }
  expect(table.size).toBeLessThanOrEqual((1 << 11) * 0.7)
  expect(table.get(4_294_967_295)).toBeGreaterThan(10)
})
