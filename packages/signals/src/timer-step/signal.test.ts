import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { timerStep } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(timerStep, 16.667)).toBe(true)
  expect(accepts(timerStep, -1)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(timerStep, 16.667, 16.667)).toBe(1)
  expect(likeness(timerStep, 16.667, -1)).toBe(0)
})
