import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { forcedColors } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(forcedColors, false)).toBe(true)
  expect(accepts(forcedColors, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(forcedColors, false, false)).toBe(1)
  expect(likeness(forcedColors, false, true)).toBe(0)
})
