import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { localStorage } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(localStorage, true)).toBe(true)
  expect(accepts(localStorage, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(localStorage, true, true)).toBe(1)
  expect(likeness(localStorage, true, false)).toBe(0)
})

test('is published as local_storage', () => {
  expect(localStorage.attribute?.name).toBe('local_storage')
  expect(attributeOf(localStorage, true)).toEqual(true)
})
