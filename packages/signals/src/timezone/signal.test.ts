import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { timezone } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(timezone, 'UTC')).toBe(true)
  expect(accepts(timezone, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(timezone, 'UTC', 'UTC')).toBe(1)
  expect(likeness(timezone, 'UTC', 7)).toBe(0)
})

test('is published as timezone', () => {
  expect(timezone.attribute?.name).toBe('timezone')
  expect(attributeOf(timezone, 'UTC')).toEqual('UTC')
})
