import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { fontPreferences } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(fontPreferences, {
      default: 129.765625,
      serif: 129.765625,
      sans: 128.0078125,
      mono: 101.74658203125,
      system: 141.8359375,
    }),
  ).toBe(true)
  expect(accepts(fontPreferences, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      fontPreferences,
      {
        default: 129.765625,
        serif: 129.765625,
        sans: 128.0078125,
        mono: 101.74658203125,
        system: 141.8359375,
      },
      {
        default: 129.765625,
        serif: 129.765625,
        sans: 128.0078125,
        mono: 101.74658203125,
        system: 141.8359375,
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      fontPreferences,
      {
        default: 129.765625,
        serif: 129.765625,
        sans: 128.0078125,
        mono: 101.74658203125,
        system: 141.8359375,
      },
      [],
    ),
  ).toBe(0)
})

test('is published as font_preferences', () => {
  expect(fontPreferences.attribute?.name).toBe('font_preferences')
  expect(
    attributeOf(fontPreferences, {
      default: 129.765625,
      serif: 129.765625,
      sans: 128.0078125,
      mono: 101.74658203125,
      system: 141.8359375,
    }),
  ).toEqual({
    default: 129.765625,
    serif: 129.765625,
    sans: 128.0078125,
    mono: 101.74658203125,
    system: 141.8359375,
  })
})
