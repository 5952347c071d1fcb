import { WhorlError } from '@whorl/wire'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { readQuery } from './read-query'

const schema = Type.Object({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, 'x-whorl-error': 'invalid_limit' }),
  ),
  reverse: Type.Optional(Type.Boolean()),
  environment: Type.Optional(Type.Array(Type.String())),
  name: Type.Optional(Type.String({ maxLength: 5 })),
})

test.each([
  [{}, {}],
  [
    { limit: '7', reverse: 'true', name: 'a' },
    { limit: 7, reverse: true, name: 'a' },
  ],
  [{ reverse: 'false' }, { reverse: false }],
  [{ environment: 'ae_1' }, { environment: ['ae_1'] }],
  [{ environment: ['ae_1', 'ae_2'] }, { environment: ['ae_1', 'ae_2'] }],
  [{ ii: 'some-sdk/1', constructor: 'x' }, {}],
  [{ limit: '', environment: '', name: '' }, {}],
  [{ limit: ['5', '6'] }, { limit: 5 }],
])('%j is read as %j', (query, values) => {
  expect(readQuery(schema, query)).toEqual(values)
})

test.each([
  [{ limit: '0' }, 'invalid_limit'],
  [{ limit: '101' }, 'invalid_limit'],
  [{ limit: '1.0' }, 'invalid_limit'],
  [{ limit: '1e1' }, 'invalid_limit'],
  [{ limit: 'ten' }, 'invalid_limit'],
  [{ reverse: '1' }, 'request_cannot_be_parsed'],
  [{ reverse: 'TRUE' }, 'request_cannot_be_parsed'],
  [{ name: 'longer' }, 'request_cannot_be_parsed'],
])('%j is refused as %s', (query, code) => {
  expect(() => readQuery(schema, query)).toThrow(expect.objectContaining({ code }))
})

test('a required parameter must be there', () => {
  const required = Type.Object({ limit: Type.Integer({ 'x-whorl-error': 'invalid_limit' }) })
  expect(() => readQuery(required, {})).toThrow(WhorlError)
})
