import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { storageDurability } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(storageDurability, { ratio: 1.02, strictMs: 8.1, relaxedMs: 7.9 })).toBe(true)
  expect(accepts(storageDurability, 'maybe')).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      storageDurability,
      { ratio: 1.02, strictMs: 8.1, relaxedMs: 7.9 },
      { ratio: 1.02, strictMs: 8.1, relaxedMs: 7.9 },
    ),
  ).toBe(1)
  expect(likeness(storageDurability, { ratio: 1.02, strictMs: 8.1, relaxedMs: 7.9 }, 'maybe')).toBe(
    0,
  )
})
