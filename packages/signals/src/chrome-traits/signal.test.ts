import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { chromeTraits } from './signal'

const usual = { chrome: true, pdfPlugins: 5, notificationPermission: 'default' }

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(chromeTraits, usual)).toBe(true)
  expect(accepts(chromeTraits, { chrome: false, pdfPlugins: 0 })).toBe(true)
  expect(accepts(chromeTraits, { chrome: 'yes', pdfPlugins: 0 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(chromeTraits, usual, { ...usual })).toBe(1)
  expect(likeness(chromeTraits, usual, { ...usual, pdfPlugins: 0 })).toBe(0)
})
