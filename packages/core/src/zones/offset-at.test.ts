import { expect, test } from 'vitest'
import { offsetAt } from './offset-at'

const january = Date.UTC(2026, 0, 15)
const july = Date.UTC(2026, 6, 15)

// Sources: the zones' rules in tzdata 2026b.
test.each([
  ['Etc/UTC', 0, 0],
  ['Europe/Berlin', 60, 120],
  ['America/New_York', -300, -240],
  ['Asia/Kolkata', 330, 330],
  ['Asia/Kathmandu', 345, 345],
  ['America/St_Johns', -210, -150],
  ['Pacific/Marquesas', -570, -570],
  ['Pacific/Chatham', 825, 765],
  ['Australia/Lord_Howe', 660, 630],
  ['Pacific/Kiritimati', 840, 840],
  ['Etc/GMT+12', -720, -720],
])('%s is %i minutes ahead of UTC in January and %i in July', (zone, winter, summer) => {
  expect(offsetAt(zone, january)).toBe(winter)
  expect(offsetAt(zone, july)).toBe(summer)
})

test('changes at the second that summer time begins', () => {
  // 29 March 2026, 01:00 UTC (EU directive 2000/84/EC).
  const start = Date.UTC(2026, 2, 29, 1)
  expect(offsetAt('Europe/Berlin', start - 1)).toBe(60)
  expect(offsetAt('Europe/Berlin', start)).toBe(120)
})

test('reads offsets that have seconds', () => {
  // Liberia until 1972-01-07: 44 minutes 30 seconds behind.
  expect(offsetAt('Africa/Monrovia', Date.UTC(1971, 0, 1))).toBe(-44.5)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, -1e300])(
  'has no offset at %d, which is no time',
  (at) => {
    expect(offsetAt('Europe/Berlin', at)).toBeUndefined()
  },
)

test('has an offset at the ends of time', () => {
  expect(offsetAt('Etc/UTC', 8.64e15)).toBe(0)
  expect(offsetAt('Etc/UTC', -8.64e15)).toBe(0)
})

test('has no offset for a zone that the runtime does not know, however often it is asked', () => {
  expect(offsetAt('Factory', january)).toBeUndefined()
  expect(offsetAt('Factory', january)).toBeUndefined()
})
