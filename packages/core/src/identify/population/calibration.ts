import { layout, shadowBins } from './layout'
import type { Population } from './population'
import { prior } from './prior'

/** Shadow decisions that the shipped ones weigh as much as. */
const priorShadows = 400
/** The score of the first bin, and the width of all. */
const scoreMin = -24
const binWidth = 1

/** Turns a score into a chance: `logit P(known) = slope x score + offset + logit(return rate)`. */
export interface Calibration {
  readonly slope: number
  readonly offset: number
}

const made = new WeakMap<Population, { readonly at: number; readonly calibration: Calibration }>()

/** Fitted to what shadow decisions have shown; made again when a hundredth more of them are known. */
export function calibrationOf(population: Population): Calibration {
  const all = countShadows(population)
  const before = made.get(population)
  if (before && all < before.at * 1.01 + 5) return before.calibration
  const calibration = fit(population)
  made.set(population, { at: all, calibration })
  return calibration
}

/** Notes how a visit was scored whose visitor is proven, as if its token were not there. */
export function countShadow(population: Population, score: number, isKnown: boolean): void {
  const place = layout.shadows + binOf(score) * 2
  if (isKnown) population.add(place)
  population.add(place + 1)
}

export function countShadows(population: Population): number {
  let all = 0
  for (let bin = 0; bin < shadowBins; bin++) all += population.at(layout.shadows + bin * 2 + 1)
  return all
}

/** Logistic regression over the bins, without the mixture of the shadows: they were chosen. */
function fit(population: Population): Calibration {
  const weight = priorShadows / Math.max(1, countShadows(prior))
  const bins = Array.from({ length: shadowBins }, (_, bin) => {
    const place = layout.shadows + bin * 2
    return {
      score: scoreMin + (bin + 0.5) * binWidth,
      known: population.at(place) + weight * prior.at(place),
      all: population.at(place + 1) + weight * prior.at(place + 1),
    }
  })
  const known = bins.reduce((sum, bin) => sum + bin.known, 0)
  const all = bins.reduce((sum, bin) => sum + bin.all, 0)
  if (known <= 0 || known >= all) return { slope: 1, offset: 0 }
  const mixture = Math.log(known / (all - known))
  let slope = 0.7
  let offset = mixture
  for (let round = 0; round < 60; round++) {
    // A weak pull towards what the theory says keeps a thin sample from running away.
    let gradientS = 2 * (0.8 - slope)
    let gradientO = 0.2 * (mixture - offset)
    let ss = 2
    let so = 0
    let oo = 0.2
    for (const bin of bins) {
      const chance = 1 / (1 + Math.exp(-(slope * bin.score + offset)))
      const error = bin.known - bin.all * chance
      const spread = bin.all * chance * (1 - chance)
      gradientS += error * bin.score
      gradientO += error
      ss += spread * bin.score * bin.score
      so += spread * bin.score
      oo += spread
    }
    const determinant = ss * oo - so * so
    if (determinant <= 1e-9) break
    // Newton's steps, short ones: the whole ones overshoot where few bins are mixed.
    slope += limit((oo * gradientS - so * gradientO) / determinant, 0.05)
    offset += limit((ss * gradientO - so * gradientS) / determinant, 0.5)
  }
  return { slope: Math.min(1.5, Math.max(0.15, slope)), offset: offset - mixture }
}

const limit = (step: number, max: number) => Math.min(max, Math.max(-max, step))

function binOf(score: number): number {
  const bin = Math.floor((score - scoreMin) / binWidth)
  return Math.min(shadowBins - 1, Math.max(0, bin))
}
