import { expect, test } from 'vitest'
import { createChecker } from './published-schema'

const time = { type: 'string', format: 'date-time', nullable: true }
const check = createChecker({
  components: {
    schemas: {
      Event: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          at: time,
          zone: { type: 'string', format: 'timezone' },
          count: { type: 'integer', format: 'int32' },
          inner: { type: 'object', properties: { known: { type: 'boolean' } } },
          tags: { type: 'object', additionalProperties: true },
          action: { $ref: '#/components/schemas/Action' },
        },
      },
      Id: { type: 'string', description: 'a text', example: { $ref: 'nowhere' } },
      Action: {
        type: 'object',
        properties: { rule: { type: 'string' } },
        unevaluatedProperties: true,
        oneOf: [{ $ref: '#/components/schemas/Allow' }, { $ref: '#/components/schemas/Block' }],
      },
      Allow: {
        type: 'object',
        required: ['type'],
        properties: { type: { type: 'string', const: 'allow' } },
      },
      Block: {
        type: 'object',
        required: ['type'],
        properties: { type: { type: 'string', const: 'block' }, status: { type: 'integer' } },
      },
    },
  },
})
const pathsOf = (value: unknown) => check('Event', value).map(({ path }) => path)

test.each([
  { id: 'a' },
  { id: 'a', at: null, zone: 'Europe/Berlin', count: 1, inner: { known: true } },
  { id: 'a', at: '2026-06-05T00:00:00.000Z', tags: { any: [1, { thing: null }] } },
  { id: 'a', action: { type: 'block', status: 403, rule: 'r_1' } },
])('takes %j', (value) => {
  expect(check('Event', value)).toEqual([])
})

test.each([
  [{}, ''],
  [{ id: 7 }, '/id'],
  [{ id: null }, '/id'],
  [{ id: 'a', more: 1 }, ''],
  [{ id: 'a', at: 'yesterday' }, '/at'],
  [{ id: 'a', zone: 'Europe/Nowhere' }, '/zone'],
  [{ id: 'a', count: 2 ** 31 }, '/count'],
  [{ id: 'a', inner: { unknown: true } }, '/inner'],
  [{ id: 'a', action: { type: 'allow', status: 403 } }, '/action'],
  [{ id: 'a', action: { type: 'allow', more: 1 } }, '/action'],
])('refuses %j at "%s"', (value, path) => {
  expect(pathsOf(value)).toContain(path)
})

test('names the value that does not fit', () => {
  expect(check('Event', { id: 'a', count: 1.5 })).toMatchObject([{ path: '/count', value: 1.5 }])
})

test('a schema that is not there is a mistake of the caller', () => {
  expect(() => check('Visit', {})).toThrow(RangeError)
})
