import { expect, test } from 'vitest'
import { Population } from './population'
import { countReturn, returnRate } from './return-rate'

const dayMs = 86_400_000

test('follows what visits were, over days', () => {
  const population = new Population()
  for (let visit = 0; visit < 2_000; visit++) countReturn(population, 0.3, visit * 60_000)
  expect(returnRate(population)).toBeCloseTo(0.305, 2)
})

test('a storm of one day fades over weeks, not with the next visits', () => {
  const population = new Population()
  for (let day = 0; day < 60; day++) {
    for (let visit = 0; visit < 50; visit++) countReturn(population, 0.9, day * dayMs)
  }
  const before = returnRate(population)
  for (let visit = 0; visit < 500; visit++) countReturn(population, 0, 60 * dayMs)
  const stormy = returnRate(population)
  countReturn(population, 0.9, 61 * dayMs)
  expect(returnRate(population)).toBeCloseTo(stormy, 1)
  for (let day = 61; day < 130; day++) {
    for (let visit = 0; visit < 50; visit++) countReturn(population, 0.9, day * dayMs)
  }
  expect(returnRate(population)).toBeCloseTo(before, 1)
})

test('is never so sure that nothing could change it', () => {
  const population = new Population()
  for (let visit = 0; visit < 10_000; visit++) countReturn(population, 1, visit)
  expect(returnRate(population)).toBeLessThanOrEqual(0.99)
})
