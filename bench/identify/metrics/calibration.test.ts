import { expect, test } from 'vitest'
import type { Decision } from '../linker'
import { calibrationOf } from './calibration'
import { toOutcomes } from './outcome'
import { visits } from './sample-visits'

function calibration(text: string, confidence: number) {
  return calibrationOf(
    toOutcomes(visits(text).map((visit): Decision => ({ ...visit, confidence }))),
  )
}

test('counts linked visits only', () => {
  const result = calibration('1a 1a 2b', 1)
  expect(result?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(1)
  expect(result?.ece).toBe(0)
  expect(result?.brier).toBe(0)
})

test('half right at 0.9 is 0.4 off', () => {
  // Linked: browser 1 rightly, browser 2 wrongly.
  const result = calibration('1a 1a 2a', 0.9)
  expect(result?.ece).toBeCloseTo(0.4)
  expect(result?.brier).toBeCloseTo((0.01 + 0.81) / 2)
})

test('half right at 0.5 is calibrated, though not sharp', () => {
  const result = calibration('1a 1a 2a', 0.5)
  expect(result?.ece).toBeCloseTo(0)
  expect(result?.brier).toBeCloseTo(0.25)
})

test('is absent without confidences', () => {
  expect(calibrationOf(toOutcomes(visits('1a 1a')))).toBeUndefined()
})

test('full confidence falls into the last bin', () => {
  expect(calibration('1a 1a', 1)?.bins.at(-1)?.count).toBe(1)
})
