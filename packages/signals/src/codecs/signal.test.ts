import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { codecs } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(codecs, 'pppppp--p-p--ppmm')).toBe(true)
  expect(accepts(codecs, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(codecs, 'pppppp--p-p--ppmm', 'pppppp--p-p--ppmm')).toBe(1)
  expect(likeness(codecs, 'pppppp--p-p--ppmm', 7)).toBe(0)
})
