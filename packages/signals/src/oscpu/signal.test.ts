import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { oscpu } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(oscpu, 'Linux x86_64')).toBe(true)
  expect(accepts(oscpu, 7)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(oscpu, 'Linux x86_64', 'Linux x86_64')).toBe(1)
  expect(likeness(oscpu, 'Linux x86_64', 7)).toBe(0)
})

test('is published as oscpu', () => {
  expect(oscpu.attribute?.name).toBe('oscpu')
  expect(attributeOf(oscpu, 'Linux x86_64')).toEqual('Linux x86_64')
})
