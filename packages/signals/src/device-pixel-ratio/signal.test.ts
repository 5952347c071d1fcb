import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { devicePixelRatio } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(devicePixelRatio, { ratio: 1, matchesMedia: true })).toBe(true)
  expect(accepts(devicePixelRatio, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(devicePixelRatio, { ratio: 1, matchesMedia: true }, { ratio: 1, matchesMedia: true }),
  ).toBe(1)
  expect(likeness(devicePixelRatio, { ratio: 1, matchesMedia: true }, [])).toBe(0)
})
