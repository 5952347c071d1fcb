import { createHash } from 'node:crypto'
import {
  base62,
  bucketOfVisitor,
  eventIdPattern,
  timestampOfEvent,
  visitorIdPattern,
} from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { bucketOfEvent, createEventId, createKeyToken, createVisitorId, randomBase62 } from './ids'

const key = new Uint8Array(32).fill(7)

describe('a visitor id', () => {
  test('is 20 base62 characters whose first two spread over all buckets', () => {
    const ids = Array.from({ length: 40_000 }, createVisitorId)
    expect(ids.every((id) => visitorIdPattern.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(ids.map(bucketOfVisitor)).size).toBeGreaterThan(3_800)
  })
})

test('every base62 character is equally likely', () => {
  const count = 620_000
  const seen = new Map<string, number>()
  for (const character of randomBase62(count)) seen.set(character, (seen.get(character) ?? 0) + 1)
  const expected = count / 62
  const chiSquare = [...base62].reduce(
    (sum, character) => sum + ((seen.get(character) ?? 0) - expected) ** 2 / expected,
    0,
  )
  // 61 degrees of freedom: above 118 once in 100,000 runs; a modulo bias gives thousands.
  expect(chiSquare).toBeLessThan(118)
})

describe('an event id', () => {
  test('tells its time to everybody and its bucket to us', () => {
    const visitorId = createVisitorId()
    const id = createEventId({ timestamp: 1_790_000_000_123, visitorId }, key)
    expect(id).toMatch(eventIdPattern)
    expect(timestampOfEvent(id)).toBe(1_790_000_000_123)
    expect(bucketOfEvent(id, key)).toBe(bucketOfVisitor(visitorId))
  })

  test('hides the bucket from everybody else', () => {
    const visitorId = createVisitorId()
    const timestamp = 1_790_000_000_123
    const ids = Array.from({ length: 200 }, () => createEventId({ timestamp, visitorId }, key))
    expect(new Set(ids.map((id) => id.slice(14, 16))).size).toBeGreaterThan(150)
    const other = new Uint8Array(32).fill(8)
    const hits = ids.filter((id) => bucketOfEvent(id, other) === bucketOfVisitor(visitorId))
    expect(hits.length).toBeLessThan(5)
  })
})

test('a key is its kind, 160 random bits and a checksum', () => {
  for (const [type, prefix] of [
    ['public', 'pk_'],
    ['secret', 'sk_'],
    ['management', 'mk_'],
    ['proxy', 'px_'],
  ] as const) {
    const token = createKeyToken(type)
    expect(token).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{33}$`))
    const digest = createHash('sha256').update(token.slice(0, -6)).digest()
    let rest = digest.readUIntBE(0, 6)
    for (const character of token.slice(-6)) {
      expect(character).toBe(base62[rest % 62])
      rest = Math.floor(rest / 62)
    }
  }
  expect(27 * Math.log2(62)).toBeGreaterThan(160)
})
