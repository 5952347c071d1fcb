import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { hardwareConcurrency } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(hardwareConcurrency, 2)).toBe(true)
  expect(accepts(hardwareConcurrency, 0)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(hardwareConcurrency, 2, 2)).toBe(1)
  expect(likeness(hardwareConcurrency, 2, 0)).toBe(0)
})

test('is published as hardware_concurrency', () => {
  expect(hardwareConcurrency.attribute?.name).toBe('hardware_concurrency')
  expect(attributeOf(hardwareConcurrency, 8)).toEqual(8)
})
