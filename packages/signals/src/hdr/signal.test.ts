import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { hdr } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(hdr, false)).toBe(true)
  expect(accepts(hdr, 'true')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(hdr, false, false)).toBe(1)
  expect(likeness(hdr, false, true)).toBe(0)
})
