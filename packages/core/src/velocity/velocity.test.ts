import { expect, test } from 'vitest'
import { type KeyCounts, toVelocity } from './velocity'

const visitor: KeyCounts = {
  events: [1, 2, 20_000],
  distinct: [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
}
const ip: KeyCounts = { events: [10, 11, 12], distinct: [] }
const linkedId: KeyCounts = {
  events: [0, 0, 0],
  distinct: [
    [13, 14, 15],
    [16, 17, 18],
  ],
}
const known = { linkedId: 'order', country: 'DE' }

test('says all seven metrics', () => {
  expect(toVelocity(known, { visitor, ip, linkedId })).toEqual({
    distinctIp: { fiveMinutes: 1, hour: 2, day: 3 },
    distinctLinkedId: { fiveMinutes: 4, hour: 5, day: 6 },
    distinctCountry: { fiveMinutes: 7, hour: 8, day: 9 },
    events: { fiveMinutes: 1, hour: 2, day: 20_000 },
    ipEvents: { fiveMinutes: 10, hour: 11, day: 12 },
    distinctIpByLinkedId: { fiveMinutes: 13, hour: 14, day: 15 },
    distinctVisitorIdByLinkedId: { fiveMinutes: 16, hour: 17, day: 18 },
  })
})

test('leaves out what the event has no data for', () => {
  const counts = { visitor, ip, linkedId: undefined }
  const names = Object.keys(toVelocity({ linkedId: null, country: null }, counts))
  expect(names).toEqual(['distinctIp', 'events', 'ipEvents'])
})

test('leaves out distinct counts of a day above 20,000 events, and no others', () => {
  const busy: KeyCounts = { ...visitor, events: [1, 2, 20_001] }
  const { events, ipEvents, ...distinct } = toVelocity(known, { visitor: busy, ip, linkedId })
  expect(events.day).toBe(20_001)
  expect(ipEvents.day).toBe(12)
  expect(Object.keys(distinct)).toHaveLength(5)
  for (const counts of Object.values(distinct))
    expect(Object.keys(counts)).toEqual(['fiveMinutes', 'hour'])
})
