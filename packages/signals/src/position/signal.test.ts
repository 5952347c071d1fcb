import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { position } from './signal'

const berlin = { latitude: 52.5, longitude: 13.4, accuracyM: 30 }

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(position, berlin)).toBe(true)
  expect(accepts(position, { ...berlin, latitude: 91 })).toBe(false)
  expect(accepts(position, { latitude: 1, longitude: 2 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(position, berlin, { ...berlin })).toBe(1)
  expect(likeness(position, berlin, { ...berlin, accuracyM: 31 })).toBe(0)
})
