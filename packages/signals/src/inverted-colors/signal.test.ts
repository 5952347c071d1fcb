import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { invertedColors } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(invertedColors, false)).toBe(true)
  expect(accepts(invertedColors, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(invertedColors, false, false)).toBe(1)
  expect(likeness(invertedColors, false, true)).toBe(0)
})
