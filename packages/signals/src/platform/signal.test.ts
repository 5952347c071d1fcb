import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { platform } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(platform, 'Linux x86_64')).toBe(true)
  expect(accepts(platform, 'x'.repeat(101))).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(platform, 'Linux x86_64', 'Linux x86_64')).toBe(1)
  expect(likeness(platform, 'Linux x86_64', 'x'.repeat(101))).toBe(0)
})

test('is published as platform', () => {
  expect(platform.attribute?.name).toBe('platform')
  expect(attributeOf(platform, 'Linux x86_64')).toEqual('Linux x86_64')
})
