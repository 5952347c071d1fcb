import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { keyboardLayoutHash } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(keyboardLayoutHash, 'c4b4b86cfe20002ababd9d975c55ac5f')).toBe(true)
  expect(accepts(keyboardLayoutHash, '0F')).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      keyboardLayoutHash,
      'c4b4b86cfe20002ababd9d975c55ac5f',
      'c4b4b86cfe20002ababd9d975c55ac5f',
    ),
  ).toBe(1)
  expect(likeness(keyboardLayoutHash, 'c4b4b86cfe20002ababd9d975c55ac5f', '0F')).toBe(0)
})

test('is published as keyboard_layout_hash', () => {
  expect(keyboardLayoutHash.attribute?.name).toBe('keyboard_layout_hash')
  expect(attributeOf(keyboardLayoutHash, 'c4b4b86cfe20002ababd9d975c55ac5f')).toEqual(
    'c4b4b86cfe20002ababd9d975c55ac5f',
  )
})
