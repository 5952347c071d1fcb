import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { fontHash } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(fontHash, '08e15da33c9bf454933c18faadb707ae')).toBe(true)
  expect(accepts(fontHash, 'not a hash')).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(fontHash, '08e15da33c9bf454933c18faadb707ae', '08e15da33c9bf454933c18faadb707ae'),
  ).toBe(1)
  expect(likeness(fontHash, '08e15da33c9bf454933c18faadb707ae', 'not a hash')).toBe(0)
})

test('is published as font_hash', () => {
  expect(fontHash.attribute?.name).toBe('font_hash')
  expect(attributeOf(fontHash, '08e15da33c9bf454933c18faadb707ae')).toEqual(
    '08e15da33c9bf454933c18faadb707ae',
  )
})
