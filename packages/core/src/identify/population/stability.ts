import { classCount } from '../observe'
import { gapBuckets, layout } from './layout'
import type { Population } from './population'
import { prior } from './prior'

/** How much the shipped table weighs, in pairs of visits. */
const priorPairs = 12
const returnPairs = 4
/** A cell of more pairs than this is halved: what was learned long ago fades. */
const pairsMax = 4_096

/** Where two visits stand in the tables. */
export interface PairKind {
  readonly classIndex: number
  readonly gap: number
}

/** Nothing is taken to last for ever: one change must not outweigh everything else. */
const sameMax = 0.998
/** Least of all across an update: a release may change a drawing for everybody on one day. */
const sameMaxAcrossUpdate = 0.93

/**
 * What has a life of its own lasts nearly as long when what it follows from has changed: another
 * graphics driver brings no other screen. What a release draws follows.
 */
const ownLife = 0.9
const unseenPairs = 4

/** The shipped share, drawn towards `unseen` where hardly any pair was seen. */
function shippedShare(place: number, unseen = 0.5, pairs = 1): number {
  return (prior.at(place) + pairs * unseen) / (prior.at(place + 1) + pairs)
}

/** Chance that one browser still shows its last value of an attribute. */
export function sameChance(
  population: Population,
  code: number,
  { classIndex, gap }: PairKind,
  hasParentChanged: boolean,
  isOfBuild = false,
): number {
  const place = stabilityPlace(code, classIndex, gap, hasParentChanged)
  const unchanged = shippedShare(stabilityPlace(code, classIndex, gap, false))
  const before =
    hasParentChanged && !isOfBuild
      ? shippedShare(place, unchanged * ownLife, unseenPairs)
      : shippedShare(place)
  const share =
    (population.at(place) + priorPairs * before) / (population.at(place + 1) + priorPairs)
  const max = isOfBuild && hasParentChanged ? sameMaxAcrossUpdate : sameMax
  return Math.min(max, Math.max(0.005, share))
}

/** Chance that a changed value is one that the browser had before, where it has such. */
export function returnChance(population: Population, code: number): number {
  const place = layout.returns + code * 2
  const before = (prior.at(place) + 0.2) / (prior.at(place + 1) + 1)
  const share =
    (population.at(place) + returnPairs * before) / (population.at(place + 1) + returnPairs)
  return Math.min(0.98, Math.max(0.02, share))
}

/** Learns from two visits that are proven to be one browser's. */
export function countPair(
  population: Population,
  code: number,
  { classIndex, gap }: PairKind,
  pair: { hasParentChanged: boolean; isSame: boolean; isReturn?: boolean },
): void {
  const place = stabilityPlace(code, classIndex, gap, pair.hasParentChanged)
  halveWhenFull(population, place, 2, place + 1)
  if (pair.isSame) population.add(place)
  population.add(place + 1)
  if (pair.isReturn === undefined) return
  const returns = layout.returns + code * 2
  halveWhenFull(population, returns, 2, returns + 1)
  if (pair.isReturn) population.add(returns)
  population.add(returns + 1)
}

/** Halves `count` sums once the one at `total` is large. */
export function halveWhenFull(
  population: Population,
  start: number,
  count: number,
  total: number,
): void {
  if (population.at(total) < pairsMax) return
  for (let place = start; place < start + count; place++) {
    population.numbers[place] = population.at(place) / 2
  }
}

function stabilityPlace(code: number, classIndex: number, gap: number, changed: boolean): number {
  const cell = ((code * classCount + classIndex) * gapBuckets + gap) * 2 + (changed ? 1 : 0)
  return layout.stability + cell * 2
}
