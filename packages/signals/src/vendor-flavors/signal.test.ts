import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { vendorFlavors } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(vendorFlavors, ['chrome', 'external'])).toBe(true)
  expect(accepts(vendorFlavors, 'x')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(vendorFlavors, ['chrome', 'external'], ['chrome', 'external'])).toBe(1)
  expect(likeness(vendorFlavors, ['chrome', 'external'], 'x')).toBe(0)
})
