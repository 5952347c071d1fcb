import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { privateFiles } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(privateFiles, 'ok')).toBe(true)
  expect(accepts(privateFiles, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(privateFiles, 'ok', 'ok')).toBe(1)
  expect(likeness(privateFiles, 'ok', 7)).toBe(0)
})
