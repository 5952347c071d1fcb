import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { fileAccess } from './signal'

const onDisk = { writeMs: 0.02, flushMs: 0.7 }

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(fileAccess, onDisk)).toBe(true)
  expect(accepts(fileAccess, { writeMs: 0.02 })).toBe(false)
  expect(accepts(fileAccess, { ...onDisk, flushMs: -1 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(fileAccess, onDisk, { ...onDisk })).toBe(1)
  expect(likeness(fileAccess, onDisk, { writeMs: 2.4, flushMs: 0 })).toBe(0)
})
