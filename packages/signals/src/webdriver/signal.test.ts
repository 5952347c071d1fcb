import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { webdriver } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(webdriver, true)).toBe(true)
  expect(accepts(webdriver, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(webdriver, true, true)).toBe(1)
  expect(likeness(webdriver, true, false)).toBe(0)
})
