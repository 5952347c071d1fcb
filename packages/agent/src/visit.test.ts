import { expect, test } from 'vitest'
import { toVisit } from './visit'

test('a linked id becomes text and a tag stays what it is', () => {
  expect(toVisit(7, { a: [1] })).toEqual({ linkedId: '7', tag: { a: [1] } })
  expect(toVisit(undefined, null)).toEqual({})
  expect(toVisit(null, false)).toEqual({ tag: false })
})

test('the limits are 256 characters and 16384 bytes of JSON', () => {
  expect(toVisit('x'.repeat(256), undefined)).toHaveProperty('linkedId')
  expect(toVisit('x'.repeat(257), undefined)).toMatchObject({ failed: 'request_cannot_be_parsed' })
  expect(toVisit(undefined, 'x'.repeat(16_382))).toHaveProperty('tag')
  expect(toVisit(undefined, 'x'.repeat(16_383))).toMatchObject({
    failed: 'request_cannot_be_parsed',
  })
  expect(toVisit(undefined, 'ü'.repeat(8_192))).toMatchObject({
    failed: 'request_cannot_be_parsed',
  })
})

test.each([[() => 1], [Symbol('s')], [1n]])('%s is no tag', (tag) => {
  expect(toVisit(undefined, tag)).toMatchObject({ failed: 'request_cannot_be_parsed' })
})

test('a circular tag is refused', () => {
  const circular: Record<string, unknown> = {}
  circular.self = circular
  expect(toVisit(undefined, circular)).toMatchObject({ failed: 'request_cannot_be_parsed' })
})
