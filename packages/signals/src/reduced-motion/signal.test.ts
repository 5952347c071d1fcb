import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { reducedMotion } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(reducedMotion, false)).toBe(true)
  expect(accepts(reducedMotion, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(reducedMotion, false, false)).toBe(1)
  expect(likeness(reducedMotion, false, true)).toBe(0)
})
