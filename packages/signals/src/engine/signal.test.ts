import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { engine } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(engine, 'blink')).toBe(true)
  expect(accepts(engine, 'trident')).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(engine, 'blink', 'blink')).toBe(1)
  expect(likeness(engine, 'blink', 'trident')).toBe(0)
})
