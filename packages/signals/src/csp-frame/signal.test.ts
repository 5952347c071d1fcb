import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { cspFrame } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(cspFrame, 'enforced')).toBe(true)
  expect(accepts(cspFrame, 'ran')).toBe(true)
  expect(accepts(cspFrame, true)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(cspFrame, 'ran', 'ran')).toBe(1)
  expect(likeness(cspFrame, 'ran', 'enforced')).toBe(0)
})
