import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { systemFonts } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(systemFonts, [
      '16px Arial 128',
      '16px Arial 128',
      '16px Arial 128',
      '16px Arial 128',
      '16px Arial 128',
      '16px Arial 128',
    ]),
  ).toBe(true)
  expect(accepts(systemFonts, 'x')).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      systemFonts,
      [
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
      ],
      [
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
      ],
    ),
  ).toBe(1)
  expect(
    likeness(
      systemFonts,
      [
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
        '16px Arial 128',
      ],
      'x',
    ),
  ).toBe(0)
})
