import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { inputCadence } from './signal'

const calm = {
  moves: 12,
  fractionalMoves: 0,
  trustedMoves: 12,
  clicks: 1,
  untrustedClicks: 0,
  clicksWithoutMove: 0,
  zeroPressureClicks: 0,
}

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(inputCadence, calm)).toBe(true)
  expect(accepts(inputCadence, { ...calm, medianStepMs: 16.7, shortestPressMs: 80 })).toBe(true)
  expect(accepts(inputCadence, { ...calm, moves: -1 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(inputCadence, calm, { ...calm })).toBe(1)
  expect(likeness(inputCadence, calm, { ...calm, clicks: 2 })).toBe(0)
})
