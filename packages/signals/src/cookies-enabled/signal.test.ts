import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { cookiesEnabled } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(cookiesEnabled, true)).toBe(true)
  expect(accepts(cookiesEnabled, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(cookiesEnabled, true, true)).toBe(1)
  expect(likeness(cookiesEnabled, true, false)).toBe(0)
})

test('is published as cookies_enabled', () => {
  expect(cookiesEnabled.attribute?.name).toBe('cookies_enabled')
  expect(attributeOf(cookiesEnabled, true)).toEqual(true)
})
