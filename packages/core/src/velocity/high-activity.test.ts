import { expect, test } from 'vitest'
import { toHighActivity, usualDailyEvents } from './high-activity'

test('needs fifty visitors', () => {
  expect(usualDailyEvents([])).toBeUndefined()
  expect(usualDailyEvents([[1, 49]])).toBeUndefined()
  expect(usualDailyEvents([[1, 50]])).toBe(1)
})

test.each([
  [
    'one of a hundred',
    [
      [9, 1],
      [2, 99],
    ],
    2,
  ],
  [
    'two of a hundred',
    [
      [2, 98],
      [9, 2],
    ],
    2,
  ],
  [
    'three of a hundred are too many to be unusual',
    [
      [9, 3],
      [2, 97],
    ],
    9,
  ],
  [
    'one of fifty',
    [
      [1, 49],
      [30, 1],
    ],
    1,
  ],
] as const)('is what 98 percent of the visitors stay within: %s', (_what, histogram, usual) => {
  expect(usualDailyEvents(histogram)).toBe(usual)
})

test('is above and never at what is usual', () => {
  expect(toHighActivity(3, 3)).toEqual({ isHigh: false })
  expect(toHighActivity(4, 3)).toEqual({ isHigh: true, dailyRequests: 4 })
})
