import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { math } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(math, 'f9d2eb3d55546d6333e09322ef3e374d')).toBe(true)
  expect(accepts(math, 'not a hash')).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(math, 'f9d2eb3d55546d6333e09322ef3e374d', 'f9d2eb3d55546d6333e09322ef3e374d'),
  ).toBe(1)
  expect(likeness(math, 'f9d2eb3d55546d6333e09322ef3e374d', 'not a hash')).toBe(0)
})

test('is published as math', () => {
  expect(math.attribute?.name).toBe('math')
  expect(attributeOf(math, 'f9d2eb3d55546d6333e09322ef3e374d')).toEqual(
    'f9d2eb3d55546d6333e09322ef3e374d',
  )
})
