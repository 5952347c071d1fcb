import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { colorScheme } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(colorScheme, 'light')).toBe(true)
  expect(accepts(colorScheme, 'pink')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(colorScheme, 'light', 'light')).toBe(1)
  expect(likeness(colorScheme, 'light', 'pink')).toBe(0)
})
