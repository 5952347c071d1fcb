import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { productSub } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(productSub, '20030107')).toBe(true)
  expect(accepts(productSub, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(productSub, '20030107', '20030107')).toBe(1)
  expect(likeness(productSub, '20030107', 7)).toBe(0)
})
