import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { emoji } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(emoji, {
      font: '32px serif',
      width: 100.078125,
      height: 36,
      top: -29,
      bottom: 3,
      left: 0,
      right: 99.71875,
      x: 0,
      y: 0,
    }),
  ).toBe(true)
  expect(accepts(emoji, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      emoji,
      {
        font: '32px serif',
        width: 100.078125,
        height: 36,
        top: -29,
        bottom: 3,
        left: 0,
        right: 99.71875,
        x: 0,
        y: 0,
      },
      {
        font: '32px serif',
        width: 100.078125,
        height: 36,
        top: -29,
        bottom: 3,
        left: 0,
        right: 99.71875,
        x: 0,
        y: 0,
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      emoji,
      {
        font: '32px serif',
        width: 100.078125,
        height: 36,
        top: -29,
        bottom: 3,
        left: 0,
        right: 99.71875,
        x: 0,
        y: 0,
      },
      [],
    ),
  ).toBe(0)
})

test('is published as emoji', () => {
  expect(emoji.attribute?.name).toBe('emoji')
  expect(
    attributeOf(emoji, {
      font: '32px serif',
      width: 100.078125,
      height: 36,
      top: -29,
      bottom: 3,
      left: 0,
      right: 99.71875,
      x: 0,
      y: 0,
    }),
  ).toEqual({
    font: '32px serif',
    width: 100.078125,
    height: 36,
    top: -29,
    bottom: 3,
    left: 0,
    right: 99.71875,
    x: 0,
    y: 0,
  })
})
