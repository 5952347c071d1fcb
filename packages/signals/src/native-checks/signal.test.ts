import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { nativeChecks } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(nativeChecks, [])).toBe(true)
  expect(accepts(nativeChecks, ['toStringProxy', 'keyOrder:Navigator'])).toBe(true)
  expect(accepts(nativeChecks, [1])).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(nativeChecks, ['pluginLinks'], ['pluginLinks'])).toBe(1)
  expect(likeness(nativeChecks, ['pluginLinks'], [])).toBe(0)
})
