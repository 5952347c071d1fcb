import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { canvasNoise } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(canvasNoise, { wrongPixels: 0, isStable: true })).toBe(true)
  expect(accepts(canvasNoise, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(canvasNoise, { wrongPixels: 0, isStable: true }, { wrongPixels: 0, isStable: true }),
  ).toBe(1)
  expect(likeness(canvasNoise, { wrongPixels: 0, isStable: true }, [])).toBe(0)
})
