import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { storageQuota } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(storageQuota, 10737418240)).toBe(true)
  expect(accepts(storageQuota, '1')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(storageQuota, 10737418240, 10737418240)).toBe(1)
  expect(likeness(storageQuota, 10737418240, '1')).toBe(0)
})
