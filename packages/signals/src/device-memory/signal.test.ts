import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { deviceMemory } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(deviceMemory, 16)).toBe(true)
  expect(accepts(deviceMemory, '1')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(deviceMemory, 16, 16)).toBe(1)
  expect(likeness(deviceMemory, 16, '1')).toBe(0)
})

test('is published as device_memory', () => {
  expect(deviceMemory.attribute?.name).toBe('device_memory')
  expect(attributeOf(deviceMemory, 0.5)).toEqual(0)
  expect(attributeOf(deviceMemory, 16)).toBe(16)
})
