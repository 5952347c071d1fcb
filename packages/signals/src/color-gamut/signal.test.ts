import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { colorGamut } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(colorGamut, 'srgb')).toBe(true)
  expect(accepts(colorGamut, 'cmyk')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(colorGamut, 'srgb', 'srgb')).toBe(1)
  expect(likeness(colorGamut, 'srgb', 'cmyk')).toBe(0)
})
