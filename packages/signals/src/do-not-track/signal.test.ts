import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { doNotTrack } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(doNotTrack, 'unspecified')).toBe(true)
  expect(accepts(doNotTrack, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(doNotTrack, 'unspecified', 'unspecified')).toBe(1)
  expect(likeness(doNotTrack, 'unspecified', 7)).toBe(0)
})
