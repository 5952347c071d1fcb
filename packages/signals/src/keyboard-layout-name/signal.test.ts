import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { keyboardLayoutName } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(keyboardLayoutName, 'QWERTY')).toBe(true)
  expect(accepts(keyboardLayoutName, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(keyboardLayoutName, 'QWERTY', 'QWERTY')).toBe(1)
  expect(likeness(keyboardLayoutName, 'QWERTY', 7)).toBe(0)
})

test('is published as keyboard_layout_name', () => {
  expect(keyboardLayoutName.attribute?.name).toBe('keyboard_layout_name')
  expect(attributeOf(keyboardLayoutName, 'QWERTY')).toEqual('QWERTY')
})
