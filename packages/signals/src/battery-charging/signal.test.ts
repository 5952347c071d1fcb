import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { batteryCharging } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(batteryCharging, true)).toBe(true)
  expect(accepts(batteryCharging, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(batteryCharging, true, true)).toBe(1)
  expect(likeness(batteryCharging, true, false)).toBe(0)
})

test('is published as battery_charging', () => {
  expect(batteryCharging.attribute?.name).toBe('battery_charging')
  expect(attributeOf(batteryCharging, true)).toEqual(true)
})
