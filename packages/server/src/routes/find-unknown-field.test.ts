import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { findUnknownField } from './find-unknown-field'

const closed = { additionalProperties: false }
const schema = Type.Object(
  {
    list: Type.Array(Type.Object({ name: Type.String() }, closed)),
    free: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    size: Type.Optional(Type.Number()),
  },
  closed,
)

test.each([
  ['{"list":[{"name":"a"}],"size":1,"free":{"anything":{"goes":1}}}', undefined],
  ['{"list":[],"colour":1,"shape":2}', 'colour'],
  ['{"list":[{"name":"a"},{"name":"b","inner":1}],"outer":2}', 'inner'],
  ['{"outer":2,"list":[{"inner":1}]}', 'outer'],
  ['{"list":[],"":1}', ''],
  ['{"list":[],"__proto__":{}}', '__proto__'],
  ['{"list":[],"toString":1}', 'toString'],
  ['{"list":{"name":1},"size":"wrong"}', undefined],
  ['[{"colour":1}]', undefined],
  ['null', undefined],
  ['7', undefined],
])('%s has the unknown field %j', (text, field) => {
  expect(findUnknownField(schema, JSON.parse(text))).toBe(field)
})
