import type { Facts } from '../facts'
import { codeOf } from './attributes'
import { observe } from './observe'
import { countValue } from './population/frequency'
import { layout } from './population/layout'
import { Population } from './population/population'

/** Attributes whose values in the rows are real ones; the others were made up by a model. */
const shippedValues = [
  'class',
  'hiding',
  'platform',
  'touch',
  'userAgent',
  'model',
  'processor',
  'systemVersion',
  'renderer',
  'cores',
  'memory',
  'screen',
  'colorDepth',
  'screenFrame',
  'fonts',
].map(codeOf)

/** Sums that say nothing about another workspace. */
const ownSums = ['tokenless', 'returning'] as const

/**
 * What the engine assumes before a workspace has taught it, from workspaces whose truth is known.
 *
 * @param newcomers the first visit of each of their visitors
 */
export function makePrior(
  populations: readonly Population[],
  newcomers: readonly Pick<Facts, 'payload' | 'network'>[],
): Population {
  const prior = new Population()
  for (const population of populations) {
    for (const [place, sum] of population.numbers.entries()) prior.add(place, sum)
  }
  for (const name of ownSums) {
    const end = Math.min(...Object.values(layout).filter((start) => start > layout[name]))
    prior.numbers.fill(0, layout[name], end)
  }
  for (const newcomer of newcomers) {
    const visit = observe(newcomer)
    for (const code of shippedValues) {
      const value = visit.values[code] ?? 0
      if (value !== 0) countOnly(prior, code, visit.parents[code] ?? 0, value)
    }
  }
  return prior
}

function countOnly(prior: Population, code: number, parent: number, value: number): void {
  const agreements = prior.numbers.slice(layout.agreement, layout.stability)
  countValue(prior, code, parent, value)
  prior.numbers.set(agreements, layout.agreement)
}
