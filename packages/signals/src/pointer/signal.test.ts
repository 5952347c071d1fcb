import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { pointer } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(pointer, { primary: 'fine', any: 'fine', hover: true, anyHover: true })).toBe(true)
  expect(accepts(pointer, { primary: 'laser' })).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      pointer,
      { primary: 'fine', any: 'fine', hover: true, anyHover: true },
      { primary: 'fine', any: 'fine', hover: true, anyHover: true },
    ),
  ).toBe(1)
  expect(
    likeness(
      pointer,
      { primary: 'fine', any: 'fine', hover: true, anyHover: true },
      { primary: 'laser' },
    ),
  ).toBe(0)
})
