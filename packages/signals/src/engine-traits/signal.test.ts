import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { engineTraits } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(engineTraits, {
      evalLength: 33,
      nullError: "Cannot read properties of null (reading 'x')",
      rangeError: 'toFixed() digits argument must be between 0 and 100',
      stackStyle: 'v8',
    }),
  ).toBe(true)
  expect(accepts(engineTraits, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      engineTraits,
      {
        evalLength: 33,
        nullError: "Cannot read properties of null (reading 'x')",
        rangeError: 'toFixed() digits argument must be between 0 and 100',
        stackStyle: 'v8',
      },
      {
        evalLength: 33,
        nullError: "Cannot read properties of null (reading 'x')",
        rangeError: 'toFixed() digits argument must be between 0 and 100',
        stackStyle: 'v8',
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      engineTraits,
      {
        evalLength: 33,
        nullError: "Cannot read properties of null (reading 'x')",
        rangeError: 'toFixed() digits argument must be between 0 and 100',
        stackStyle: 'v8',
      },
      [],
    ),
  ).toBe(0)
})
