import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { monochrome } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(monochrome, 0)).toBe(true)
  expect(accepts(monochrome, '1')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(monochrome, 0, 0)).toBe(1)
  expect(likeness(monochrome, 0, '1')).toBe(0)
})
