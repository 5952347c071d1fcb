import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { driverGlobals } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(driverGlobals, [])).toBe(true)
  expect(accepts(driverGlobals, 'x')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(driverGlobals, [], [])).toBe(1)
  expect(likeness(driverGlobals, [], 'x')).toBe(0)
})
