import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { consoleCost } from './signal'

const cheap = { tableMs: 1.2, logMs: 0.4, getterReads: 0 }

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(consoleCost, cheap)).toBe(true)
  expect(accepts(consoleCost, { ...cheap, getterReads: 0.5 })).toBe(false)
  expect(accepts(consoleCost, { tableMs: 1 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(consoleCost, cheap, { ...cheap })).toBe(1)
  expect(likeness(consoleCost, cheap, { ...cheap, tableMs: 700 })).toBe(0)
})
