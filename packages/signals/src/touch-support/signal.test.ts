import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { touchSupport } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(touchSupport, { maxTouchPoints: 0, touchEvent: false, touchStart: false })).toBe(
    true,
  )
  expect(accepts(touchSupport, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      touchSupport,
      { maxTouchPoints: 0, touchEvent: false, touchStart: false },
      { maxTouchPoints: 0, touchEvent: false, touchStart: false },
    ),
  ).toBe(1)
  expect(
    likeness(touchSupport, { maxTouchPoints: 0, touchEvent: false, touchStart: false }, []),
  ).toBe(0)
})

test('is published as touch_support', () => {
  expect(touchSupport.attribute?.name).toBe('touch_support')
  expect(
    attributeOf(touchSupport, { maxTouchPoints: 5, touchEvent: true, touchStart: true }),
  ).toEqual({ touch_event: true, touch_start: true, max_touch_points: 5 })
})
