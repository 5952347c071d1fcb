import { describe, expect, test } from 'vitest'
import { decodePopulation, encodePopulation, mergePopulations } from './codec'
import { layout } from './layout'
import { countKey, Population } from './population'

function aPopulation(visitors: number): Population {
  const population = new Population()
  population.visitors = visitors
  population.day = 20_000 + visitors
  for (let place = 0; place < layout.length; place += 7) population.add(place, visitors + 0.5)
  for (let value = 1; value <= visitors; value++) {
    population.counts.add(countKey('value', 1, 2, value), value)
  }
  return population
}

const contentOf = (population: Population) => ({
  visitors: population.visitors,
  day: population.day,
  numbers: [...population.numbers],
  counts: new Map(population.counts.entries()),
})

describe('a population as text', () => {
  test('comes back equal', () => {
    const population = aPopulation(5_000)
    expect(contentOf(decodePopulation(encodePopulation(population)))).toEqual(contentOf(population))
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '{"version":'],
    ['another version', '{"version":0}'],
    ['another layout', JSON.stringify({ version: 1, places: 3 })],
    ['no base64', JSON.stringify({ version: 1, places: layout.length, numbers: '???' })],
  ])('of %s is learned anew', (_, text) => {
    expect(contentOf(decodePopulation(text))).toEqual(contentOf(new Population()))
  })
})

test('what two processes learned on the same ground adds up', () => {
  const ground = encodePopulation(aPopulation(10))
  const mine = decodePopulation(ground)
  const theirs = decodePopulation(ground)
  const key = countKey('value', 9, 9, 9)
  mine.counts.add(key, 2)
  mine.add(0, 3)
  mine.visitors += 1
  theirs.counts.add(key, 5)
  theirs.add(0, 4)
  theirs.visitors += 2
  mergePopulations(mine, theirs, decodePopulation(ground))
  expect(mine.counts.get(key)).toBe(7)
  expect(mine.at(0)).toBe(aPopulation(10).at(0) + 7)
  expect(mine.visitors).toBe(13)
})
