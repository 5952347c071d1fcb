import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { architecture } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(architecture, 127)).toBe(true)
  expect(accepts(architecture, 256)).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(architecture, 127, 127)).toBe(1)
  expect(likeness(architecture, 127, 256)).toBe(0)
})

test('is published as architecture', () => {
  expect(architecture.attribute?.name).toBe('architecture')
  expect(attributeOf(architecture, 127)).toEqual(127)
})
