import { gapBuckets, layout, versionRelations } from './layout'
import { countKey, type Population } from './population'
import { prior } from './prior'
import { halveWhenFull, type PairKind } from './stability'

export const versionSteps = ['same', 'higher', 'lower'] as const
export type VersionStep = (typeof versionSteps)[number]

const priorPairs = 12
const fortnightMs = 14 * 86_400_000
/** A browser hardly ever goes back: a restored machine. */
const lowerChanceMin = 2e-4
/** Of two strangers' versions one is higher or lower about equally often. */
const strangerSteps = { higher: 0.4, lower: 0.3 } as const

export function versionStep(before: number, now: number): VersionStep {
  if (before === now) return 'same'
  return now > before ? 'higher' : 'lower'
}

/** ln of how much likelier the step is for one browser than for two. */
export function weighVersion(
  population: Population,
  step: VersionStep,
  kind: PairKind,
  lnShare: number,
): number {
  const start = versionsPlace(kind)
  const index = versionSteps.indexOf(step)
  let all = 0
  let allBefore = 0
  for (let other = 0; other < versionRelations; other++) {
    all += population.at(start + other)
    allBefore += prior.at(start + other)
  }
  const before = (prior.at(start + index) + 0.3) / (allBefore + 0.3 * versionRelations)
  const share = (population.at(start + index) + priorPairs * before) / (all + priorPairs)
  if (step === 'same') return Math.log(share) - lnShare
  const chance = step === 'lower' ? Math.min(lowerChanceMin * 10, share) : share
  return Math.log(Math.max(lowerChanceMin, chance)) - Math.log(strangerSteps[step])
}

/** ln of the share of this version among the visits of its class in the last two to four weeks. */
export function lnVersionShare(
  population: Population,
  { classIndex, product, version, now }: VersionSighting,
): number {
  let same = 0
  let all = 0
  for (const epoch of [0, 1]) {
    const fortnight = Math.floor(now / fortnightMs) - epoch
    same += population.counts.get(countKey('version', classIndex, product, key(version, fortnight)))
    all += population.counts.get(countKey('versions', classIndex, product, key(0, fortnight)))
  }
  // An average version, until there are some.
  return Math.log((same + 3) / (all + 6))
}

export interface VersionSighting {
  readonly classIndex: number
  /** Hash of the browser's name and system. */
  readonly product: number
  readonly version: number
  /** Unix ms. */
  readonly now: number
}

export function countVersion(population: Population, sighting: VersionSighting): void {
  const { classIndex, product, version, now } = sighting
  const fortnight = Math.floor(now / fortnightMs)
  population.counts.add(countKey('version', classIndex, product, key(version, fortnight)))
  population.counts.add(countKey('versions', classIndex, product, key(0, fortnight)))
}

/** Learns from two visits that are proven to be one browser's. */
export function countVersionStep(population: Population, step: VersionStep, kind: PairKind): void {
  const start = versionsPlace(kind)
  const place = start + versionSteps.indexOf(step)
  halveWhenFull(population, start, versionRelations, place)
  population.add(place)
}

function key(version: number, fortnight: number): number {
  return Math.round(version * 100) * 10_000 + (fortnight % 10_000)
}

function versionsPlace({ classIndex, gap }: PairKind): number {
  return layout.versions + (classIndex * gapBuckets + gap) * versionRelations
}
