import type { Facts } from '../facts'
import { attributes } from './attributes'
import { knownChance, weighAll } from './decide'
import { candidatesOf, type Identification } from './identify'
import { type Observation, observe, parentsOf } from './observe'
import { countShadow } from './population/calibration'
import { countValue } from './population/frequency'
import { gapBucket } from './population/layout'
import { countNetworks, countRelation } from './population/places'
import type { Population } from './population/population'
import { countConfiguration } from './population/rarity'
import { countReturn } from './population/return-rate'
import { countPair } from './population/stability'
import { countToken } from './population/tokens'
import { countVersion, countVersionStep, versionStep } from './population/versions'
import type { Profile } from './profile'
import { findProfile } from './profile-after'
import { createScale, relateNetworks, versionSighting } from './weigh'

/** Two visits closer than this teach nothing: they are one sitting, or somebody who floods. */
const lessonGapMinMs = 30 * 60_000
/** As sure as this a visit without a token teaches like one with. */
const sureMin = 0.95

/**
 * Takes a recorded visit into the statistics of its workspace. To be called once for each visit
 * that changed a visitor: never for replayed ones, nor beyond the limits of floods.
 *
 * @param facts as they were when the visit was identified
 */
export function learn(population: Population, facts: Facts, identification: Identification): void {
  const visit = observe(facts)
  const before = findProfile(facts, identification.visitorId)
  const { known } = identification.why
  population.lessons++
  if (known !== undefined) countReturn(population, known, facts.now)
  countVersion(population, versionSighting(visit, facts.now))
  countChanges(population, visit, before)
  if (!before) {
    population.visitors++
    countConfiguration(population, visit.values)
    return
  }
  const gapMs = facts.now - before.lastSeenAt
  const kind = { classIndex: visit.classIndex, gap: gapBucket(gapMs) }
  countToken(population, kind, identification.why.method !== 'anchor')
  if (gapMs < lessonGapMinMs) return
  const isSure = createSureness(population, identification)
  countPairs(population, visit, before, { gapMs, ip: facts.network.ip, isSure })
}

/** A visitor counts once for each value: when it is new, and when the value changes. */
function countChanges(population: Population, visit: Observation, before?: Profile): void {
  const known = before && {
    last: before.traits.last,
    earlier: before.traits.earlier,
    parents: parentsOf(before.traits.last, before.traits.version),
  }
  for (const { code } of attributes) {
    const value = visit.values[code] ?? 0
    const parent = visit.parents[code] ?? 0
    if (value === 0) continue
    const isSame = known?.last[code] === value && known.parents[code] === parent
    if (isSame || known?.earlier[code]?.includes(value)) continue
    countValue(population, code, parent, value)
  }
  countNetworks(population, visit.classIndex, visit.networks, before?.traits.networks ?? [])
}

/**
 * Whether it would be sure that a visit is its visitor's if an attribute had not been looked at. A
 * token makes it sure; without one the rest of the evidence may. So an attribute is never taken to
 * be lasting because only those were recognised in whom it lasted.
 */
function createSureness(
  population: Population,
  { why, confidence }: Identification,
): (attribute: string) => boolean {
  if (why.method === 'anchor') return () => true
  const { score } = why
  if (confidence < sureMin || score === undefined) return () => false
  const weights = new Map(why.evidence.map(({ attribute, weight }) => [attribute, weight]))
  return (attribute) => knownChance(population, score - (weights.get(attribute) ?? 0)) >= sureMin
}

function countPairs(
  population: Population,
  visit: Observation,
  { traits, ip: lastIp }: Profile,
  { gapMs, ip, isSure }: { gapMs: number; ip: string; isSure: (attribute: string) => boolean },
): void {
  const kind = { classIndex: visit.classIndex, gap: gapBucket(gapMs) }
  const parents = parentsOf(traits.last, traits.version)
  const place = relateNetworks(visit.networks, traits.networks, ip === lastIp)
  for (const { code, name, isOfPlace } of attributes) {
    const value = visit.values[code] ?? 0
    const last = traits.last[code] ?? 0
    if (value === 0 || last === 0 || !isSure(name)) continue
    const isSame = value === last
    const earlier = traits.earlier[code]
    countPair(population, code, kind, {
      hasParentChanged: isOfPlace ? place === 'none' : parents[code] !== visit.parents[code],
      isSame,
      ...(!isSame && earlier && { isReturn: earlier.includes(value) }),
    })
  }
  if (place && isSure('network')) countRelation(population, place, kind)
  if (traits.version !== 0 && visit.version !== 0 && isSure('version')) {
    countVersionStep(population, versionStep(traits.version, visit.version), kind)
  }
}

/**
 * Scores a visit whose visitor is proven as if it had brought no token, so that scores are known
 * for what they are worth. Needs the candidates, which a proven visit otherwise does without.
 *
 * @param isHidden also score it as the first visit of somebody new
 */
export function learnFromShadow(population: Population, facts: Facts, isHidden: boolean): void {
  const proven = facts.history.anchored.flatMap(({ profile }) => profile ?? [])
  const [visitor] = proven
  if (!visitor) return
  const visit = observe(facts)
  const { ip } = facts.network
  const others = candidatesOf(facts).filter(({ visitorId }) => visitorId !== visitor.visitorId)
  population.lessons++
  if (isHidden) {
    const scale = createScale(visit, population, { ip, now: facts.now, isCounted: true })
    countShadow(population, weighAll(scale, others).score, false)
    return
  }
  const scale = createScale(visit, population, { ip, now: facts.now })
  const isFindable = others.length < candidatesOf(facts).length
  const candidates = isFindable ? [...others, visitor] : others
  countShadow(population, weighAll(scale, candidates).score, true)
}
