import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { compiledCode } from './signal'

const driven = { firstMs: 2.4, bestMs: 0.2 }

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(compiledCode, driven)).toBe(true)
  expect(accepts(compiledCode, { firstMs: 2.4 })).toBe(false)
  expect(accepts(compiledCode, { ...driven, bestMs: -1 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(compiledCode, driven, { ...driven })).toBe(1)
  expect(likeness(compiledCode, driven, { ...driven, bestMs: 2.3 })).toBe(0)
})
