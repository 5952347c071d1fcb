import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { displayUpdate } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(displayUpdate, 'fast')).toBe(true)
  expect(accepts(displayUpdate, 'sometimes')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(displayUpdate, 'fast', 'fast')).toBe(1)
  expect(likeness(displayUpdate, 'fast', 'sometimes')).toBe(0)
})
