import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { indexedDb } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(indexedDb, true)).toBe(true)
  expect(accepts(indexedDb, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(indexedDb, true, true)).toBe(1)
  expect(likeness(indexedDb, true, false)).toBe(0)
})

test('is published as indexed_db', () => {
  expect(indexedDb.attribute?.name).toBe('indexed_db')
  expect(attributeOf(indexedDb, true)).toEqual(true)
})
