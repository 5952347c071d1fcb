import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { screenResolution } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(screenResolution, [800, 600])).toBe(true)
  expect(accepts(screenResolution, [1920])).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(screenResolution, [800, 600], [800, 600])).toBe(1)
  expect(likeness(screenResolution, [800, 600], [1920])).toBe(0)
})

test('is published as screen_resolution', () => {
  expect(screenResolution.attribute?.name).toBe('screen_resolution')
  expect(attributeOf(screenResolution, [800, 600])).toEqual([800, 600])
})
