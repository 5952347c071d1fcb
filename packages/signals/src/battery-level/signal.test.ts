import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { batteryLevel } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(batteryLevel, 55)).toBe(true)
  expect(accepts(batteryLevel, 101)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(batteryLevel, 55, 55)).toBe(1)
  expect(likeness(batteryLevel, 55, 101)).toBe(0)
})

test('is published as battery_level', () => {
  expect(batteryLevel.attribute?.name).toBe('battery_level')
  expect(attributeOf(batteryLevel, 55)).toEqual(55)
})
