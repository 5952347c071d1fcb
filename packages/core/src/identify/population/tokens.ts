import { gapBuckets, layout } from './layout'
import type { Population } from './population'
import { halveWhenFull, type PairKind } from './stability'

/** Before anything was seen nobody is expected to bring a token, nor to be without one. */
const priorVisits = 20

/**
 * Share of the visits of known visitors of this class that bring no token after such a time. There
 * is no shipped table: sites differ from each other, and a workspace learns it within a day.
 */
export function tokenlessShare(population: Population, kind: PairKind): number {
  const place = tokenlessPlace(kind)
  return (population.at(place) + priorVisits) / (population.at(place + 1) + priorVisits)
}

export function countToken(population: Population, kind: PairKind, isTokenless: boolean): void {
  const place = tokenlessPlace(kind)
  halveWhenFull(population, place, 2, place + 1)
  if (isTokenless) population.add(place)
  population.add(place + 1)
}

function tokenlessPlace({ classIndex, gap }: PairKind): number {
  return layout.tokenless + (classIndex * gapBuckets + gap) * 2
}
