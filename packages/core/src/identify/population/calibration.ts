import { layout, shadowBins } from './layout'
import type { Population } from './population'
import { prior } from './prior'

/** Shadow decisions that the shipped ones weigh as much as. */
const priorShadows = 1_000
/** The score of the first bin, and the width of all. */
const scoreMin = -24
const binWidth = 1
/** No share is believed to be nothing or everything. */
const shareMin = 0.001

/** ln of the odds that each bin's scores stand for, without the mixture of the shadows. */
interface Calibration {
  readonly at: number
  readonly lnOdds: readonly number[]
}

const made = new WeakMap<Population, Calibration>()

/**
 * ln of how much likelier a score is for a visit of somebody known than of somebody new, as shadow
 * decisions have shown: a rising line through their shares.
 */
export function lnOddsOf(population: Population, score: number): number {
  const { lnOdds } = calibrationOf(population)
  const place = Math.min(shadowBins - 1, Math.max(0, (score - scoreMin) / binWidth - 0.5))
  const bin = Math.min(shadowBins - 2, Math.floor(place))
  const below = lnOdds[bin] ?? 0
  const above = lnOdds[bin + 1] ?? 0
  return below + (above - below) * (place - bin)
}

/** Notes how a visit was scored whose visitor is proven, as if its token were not there. */
export function countShadow(population: Population, score: number, isKnown: boolean): void {
  const bin = Math.floor((score - scoreMin) / binWidth)
  const place = layout.shadows + Math.min(shadowBins - 1, Math.max(0, bin)) * 2
  if (isKnown) population.add(place)
  population.add(place + 1)
}

export function countShadows(population: Population): number {
  let all = 0
  for (let bin = 0; bin < shadowBins; bin++) all += population.at(layout.shadows + bin * 2 + 1)
  return all
}

/** Made again when a hundredth more shadows are known. */
function calibrationOf(population: Population): Calibration {
  const all = countShadows(population)
  const before = made.get(population)
  if (before && all < before.at * 1.01 + 5) return before
  const calibration = { at: all, lnOdds: fit(population) }
  made.set(population, calibration)
  return calibration
}

interface Pool {
  known: number
  all: number
  bins: number
}

/** Isotonic regression: neighbours whose shares fall are pooled until none do. */
function fit(population: Population): number[] {
  const weight = priorShadows / Math.max(1, countShadows(prior))
  const pools: Pool[] = []
  for (let bin = 0; bin < shadowBins; bin++) {
    const place = layout.shadows + bin * 2
    const all = population.at(place + 1) + weight * prior.at(place + 1)
    const known = population.at(place) + weight * prior.at(place)
    let pool: Pool = { known, all, bins: 1 }
    for (let last = pools.at(-1); last && shareOf(last) >= shareOf(pool); last = pools.at(-1)) {
      pools.pop()
      pool = {
        known: pool.known + last.known,
        all: pool.all + last.all,
        bins: pool.bins + last.bins,
      }
    }
    pools.push(pool)
  }
  const known = pools.reduce((sum, pool) => sum + pool.known, 0)
  const all = pools.reduce((sum, pool) => sum + pool.all, 0)
  const mixture = logit((known + 1) / (all + 2))
  return pools.flatMap((pool) => Array<number>(pool.bins).fill(logit(shareOf(pool)) - mixture))
}

/** Thin bins are drawn to the middle a little. */
function shareOf({ known, all }: Pool): number {
  return Math.min(1 - shareMin, Math.max(shareMin, (known + 0.02) / (all + 0.04)))
}

const logit = (share: number) => Math.log(share / (1 - share))
