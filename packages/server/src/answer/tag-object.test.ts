import { expect, test } from 'vitest'
import { toTagObject } from './tag-object'

test.each([
  [undefined, {}],
  [null, {}],
  [{}, {}],
  [{ a: { b: [1, 'ü', null] } }, { a: { b: [1, 'ü', null] } }],
  ['text', { tag: 'text' }],
  [0, { tag: 0 }],
  [false, { tag: false }],
  [[1, 2], { tag: [1, 2] }],
])('%j is shown as %j', (tag, object) => {
  expect(toTagObject(tag)).toEqual(object)
})
