import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { dateTimeLocale } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(dateTimeLocale, 'en-US')).toBe(true)
  expect(accepts(dateTimeLocale, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(dateTimeLocale, 'en-US', 'en-US')).toBe(1)
  expect(likeness(dateTimeLocale, 'en-US', 7)).toBe(0)
})

test('is published as date_time_locale', () => {
  expect(dateTimeLocale.attribute?.name).toBe('date_time_locale')
  expect(attributeOf(dateTimeLocale, 'unavailable')).toEqual('-3')
  expect(attributeOf(dateTimeLocale, 'de-AT')).toBe('de-AT')
})
