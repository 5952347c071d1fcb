import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { apis } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(apis, ['AudioContext', 'BatteryManager', 'BroadcastChannel'])).toBe(true)
  expect(accepts(apis, 'x')).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      apis,
      ['AudioContext', 'BatteryManager', 'BroadcastChannel'],
      ['AudioContext', 'BatteryManager', 'BroadcastChannel'],
    ),
  ).toBe(1)
  expect(likeness(apis, ['AudioContext', 'BatteryManager', 'BroadcastChannel'], 'x')).toBe(0)
})
