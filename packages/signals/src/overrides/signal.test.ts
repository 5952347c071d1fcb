import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { overrides } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(overrides, { own: [], replaced: [], differs: [] })).toBe(true)
  expect(accepts(overrides, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      overrides,
      { own: [], replaced: [], differs: [] },
      { own: [], replaced: [], differs: [] },
    ),
  ).toBe(1)
  expect(likeness(overrides, { own: [], replaced: [], differs: [] }, [])).toBe(0)
})
