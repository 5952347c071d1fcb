import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { brave } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(brave, true)).toBe(true)
  expect(accepts(brave, 'yes')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(brave, true, true)).toBe(1)
  expect(likeness(brave, true, false)).toBe(0)
})
