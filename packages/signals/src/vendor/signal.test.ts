import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { vendor } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(vendor, 'Google Inc.')).toBe(true)
  expect(accepts(vendor, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(vendor, 'Google Inc.', 'Google Inc.')).toBe(1)
  expect(likeness(vendor, 'Google Inc.', 7)).toBe(0)
})

test('is published as vendor', () => {
  expect(vendor.attribute?.name).toBe('vendor')
  expect(attributeOf(vendor, 'Google Inc.')).toEqual('Google Inc.')
})
