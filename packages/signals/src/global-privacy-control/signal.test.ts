import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { globalPrivacyControl } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(globalPrivacyControl, false)).toBe(true)
  expect(accepts(globalPrivacyControl, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(globalPrivacyControl, false, false)).toBe(1)
  expect(likeness(globalPrivacyControl, false, true)).toBe(0)
})
