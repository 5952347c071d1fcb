import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { screenFrame } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(screenFrame, [0, 0, 0, 0])).toBe(true)
  expect(accepts(screenFrame, 'x')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(screenFrame, [0, 0, 0, 0], [0, 0, 0, 0])).toBe(1)
  expect(likeness(screenFrame, [0, 0, 0, 0], 'x')).toBe(0)
})
