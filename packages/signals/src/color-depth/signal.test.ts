import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { colorDepth } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(colorDepth, 24)).toBe(true)
  expect(accepts(colorDepth, 0)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(colorDepth, 24, 24)).toBe(1)
  expect(likeness(colorDepth, 24, 0)).toBe(0)
})

test('is published as color_depth', () => {
  expect(colorDepth.attribute?.name).toBe('color_depth')
  expect(attributeOf(colorDepth, 24)).toEqual(24)
})
