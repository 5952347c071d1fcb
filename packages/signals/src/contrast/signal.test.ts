import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { contrast } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(contrast, 'no-preference')).toBe(true)
  expect(accepts(contrast, 'high')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(contrast, 'no-preference', 'no-preference')).toBe(1)
  expect(likeness(contrast, 'no-preference', 'high')).toBe(0)
})
