import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { audio } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(audio, 101.4564674188191)).toBe(true)
  expect(accepts(audio, 'loud')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(audio, 101.4564674188191, 101.4564674188191)).toBe(1)
  expect(likeness(audio, 101.4564674188191, 'loud')).toBe(0)
})

test('is published as audio', () => {
  expect(audio.attribute?.name).toBe('audio')
  expect(attributeOf(audio, 'suspended')).toEqual(-1)
  expect(attributeOf(audio, 101.4)).toBe(101.4)
})
