import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { timezoneOffset } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(timezoneOffset, { now: 120, january: 60, july: 120 })).toBe(true)
  expect(accepts(timezoneOffset, { now: 2000, january: 0, july: 0 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      timezoneOffset,
      { now: 120, january: 60, july: 120 },
      { now: 120, january: 60, july: 120 },
    ),
  ).toBe(1)
  expect(
    likeness(
      timezoneOffset,
      { now: 120, january: 60, july: 120 },
      { now: 2000, january: 0, july: 0 },
    ),
  ).toBe(0)
})

test('is published as timezone_offset', () => {
  expect(timezoneOffset.attribute?.name).toBe('timezone_offset')
  expect(attributeOf(timezoneOffset, { now: -210, january: -210, july: -150 })).toEqual('-03:30')
})
