import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { webglStatus } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(webglStatus, 'ok')).toBe(true)
  expect(accepts(webglStatus, 'broken')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(webglStatus, 'ok', 'ok')).toBe(1)
  expect(likeness(webglStatus, 'ok', 'broken')).toBe(0)
})
