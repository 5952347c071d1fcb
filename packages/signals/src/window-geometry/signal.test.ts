import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { windowGeometry } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(windowGeometry, {
      innerWidth: 1200,
      innerHeight: 713,
      outerWidth: 1200,
      outerHeight: 800,
      screenX: 10,
      screenY: 10,
      screenWidth: 800,
      screenHeight: 600,
      availWidth: 800,
      availHeight: 600,
    }),
  ).toBe(true)
  expect(accepts(windowGeometry, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      windowGeometry,
      {
        innerWidth: 1200,
        innerHeight: 713,
        outerWidth: 1200,
        outerHeight: 800,
        screenX: 10,
        screenY: 10,
        screenWidth: 800,
        screenHeight: 600,
        availWidth: 800,
        availHeight: 600,
      },
      {
        innerWidth: 1200,
        innerHeight: 713,
        outerWidth: 1200,
        outerHeight: 800,
        screenX: 10,
        screenY: 10,
        screenWidth: 800,
        screenHeight: 600,
        availWidth: 800,
        availHeight: 600,
      },
    ),
  ).toBe(1)
  expect(
    likeness(
      windowGeometry,
      {
        innerWidth: 1200,
        innerHeight: 713,
        outerWidth: 1200,
        outerHeight: 800,
        screenX: 10,
        screenY: 10,
        screenWidth: 800,
        screenHeight: 600,
        availWidth: 800,
        availHeight: 600,
      },
      [],
    ),
  ).toBe(0)
})
