import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { sessionStorage } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(sessionStorage, true)).toBe(true)
  expect(accepts(sessionStorage, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(sessionStorage, true, true)).toBe(1)
  expect(likeness(sessionStorage, true, false)).toBe(0)
})

test('is published as session_storage', () => {
  expect(sessionStorage.attribute?.name).toBe('session_storage')
  expect(attributeOf(sessionStorage, true)).toEqual(true)
})
