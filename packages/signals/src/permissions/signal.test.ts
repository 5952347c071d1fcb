import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { permissions } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(permissions, { geolocation: 'prompt', notifications: 'prompt' })).toBe(true)
  expect(accepts(permissions, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      permissions,
      { geolocation: 'prompt', notifications: 'prompt' },
      { geolocation: 'prompt', notifications: 'prompt' },
    ),
  ).toBe(1)
  expect(likeness(permissions, { geolocation: 'prompt', notifications: 'prompt' }, [])).toBe(0)
})
