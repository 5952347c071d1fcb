import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countShadow, lnOddsOf } from './calibration'
import { Population } from './population'

test('a higher score never means lower odds', () => {
  const shadows = fc.array(fc.tuple(fc.double({ min: -40, max: 60, noNaN: true }), fc.boolean()), {
    maxLength: 300,
  })
  fc.assert(
    fc.property(shadows, (seen) => {
      const population = new Population()
      for (const [score, isKnown] of seen) countShadow(population, score, isKnown)
      let before = -Infinity
      for (let score = -40; score <= 60; score += 0.7) {
        const odds = lnOddsOf(population, score)
        expect(Number.isFinite(odds)).toBe(true)
        expect(odds).toBeGreaterThanOrEqual(before - 1e-9)
        before = odds
      }
    }),
  )
})

test('follows what a workspace has seen', () => {
  const population = new Population()
  // Here a score of 6 was somebody new every other time.
  for (let count = 0; count < 3_000; count++) countShadow(population, 6.5, count % 2 === 0)
  for (let count = 0; count < 3_000; count++) countShadow(population, -12, false)
  for (let count = 0; count < 3_000; count++) countShadow(population, 20, true)
  expect(lnOddsOf(population, 6.5)).toBeLessThan(lnOddsOf(new Population(), 6.5))
})
