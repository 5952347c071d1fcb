import { WhorlError } from '@whorl/wire'
import { expect, test } from 'vitest'
import { readPaginationKey, toPaginationKey } from './pagination-key'

const place = { timestamp: 1_790_000_000_000, eventId: '1790000000000.A1b2C3' }
const encode = (text: string) => Buffer.from(text).toString('base64url')

test.each([
  { from: 1_789_395_200_000, to: 1_790_000_100_000 },
  { from: 0, to: 0 },
  { from: -62_167_219_200_000, to: 253_402_300_799_999 },
])('gives back the place and the window %j', (window) => {
  expect(readPaginationKey(toPaginationKey(place, window))).toEqual({ after: place, window })
})

test('keys of an older version, which have no window, still count', () => {
  expect(readPaginationKey(encode(place.eventId))).toEqual({ after: place })
})

test.each([
  '',
  'nonsense',
  place.eventId,
  encode('1790000000000.A1b2C'),
  encode(`${place.eventId}|1`),
  encode(`${place.eventId}|1|`),
  encode(`${place.eventId}|1|2|3`),
  encode(`${place.eventId}|1.5|2`),
  encode(`${place.eventId}|1|1234567890123456`),
  encode(`${place.eventId}|1|2\n`),
  `${encode(`${place.eventId}|1|2`)}=`,
])('refuses %s', (key) => {
  expect(() => readPaginationKey(key)).toThrow(WhorlError)
})
