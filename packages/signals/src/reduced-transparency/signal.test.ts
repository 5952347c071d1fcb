import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { reducedTransparency } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(reducedTransparency, false)).toBe(true)
  expect(accepts(reducedTransparency, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(reducedTransparency, false, false)).toBe(1)
  expect(likeness(reducedTransparency, false, true)).toBe(0)
})
