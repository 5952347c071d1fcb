import { layout } from './layout'
import type { Population } from './population'

const dayMs = 86_400_000
/** What was seen this many days ago counts half. */
const halfLifeDays = 14
/** Before anything was seen: four of five visits without a token are of somebody known. */
const priorVisits = 20
const priorRate = 0.8
/** Believing that nobody returns would recognise nobody, and so never be refuted. */
const rateMin = 0.15
const rateMax = 0.99

/** Share of the visits without a proven token that are of known visitors. */
export function returnRate(population: Population): number {
  const known = population.at(layout.returning) + priorVisits * priorRate
  const all = population.at(layout.returning + 1) + priorVisits
  return Math.min(rateMax, Math.max(rateMin, known / all))
}

/**
 * Expectation maximisation one visit at a time: each adds the chance that it was given, weighted
 * over days.
 *
 * @param now Unix ms
 */
export function countReturn(population: Population, chance: number, now: number): void {
  const day = Math.floor(now / dayMs)
  if (day > population.day) {
    const kept = population.day === 0 ? 1 : 0.5 ** ((day - population.day) / halfLifeDays)
    for (const place of [layout.returning, layout.returning + 1]) {
      population.numbers[place] = population.at(place) * kept
    }
    population.day = day
  }
  population.add(layout.returning, chance)
  population.add(layout.returning + 1)
}
