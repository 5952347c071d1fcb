import { attributes, codeOf } from './attributes'
import { combineHashes, hashText } from './hash-text'
import { networkLevels } from './networks'
import { type Observation, parentsOf } from './observe'
import { lnFrequencies } from './population/frequency'
import { gapBucket } from './population/layout'
import { type NetworkRelation, relationChance, strangerChance } from './population/places'
import type { Population } from './population/population'
import { type PairKind, returnChance, sameChance } from './population/stability'
import {
  lnVersionShare,
  type VersionSighting,
  versionStep,
  weighVersion,
} from './population/versions'
import type { Profile, Traits } from './profile'

/** How a value of a visit relates to those of a visitor. */
export type Relation =
  | 'same'
  | 'earlier'
  | 'similar'
  | 'different'
  | NetworkRelation
  | 'higher'
  | 'lower'

/** What one attribute says for or against a visitor. */
export interface Evidence {
  /** Name of an attribute, `network` or `version`. */
  readonly attribute: string
  readonly relation: Relation
  /** ln of how much likelier the value is from this visitor than from another; negative: against. */
  readonly weight: number
}

/** A visit made ready to be weighed against many visitors. */
export interface Scale {
  readonly visit: Observation
  readonly population: Population
  readonly ip: string
  /** Unix ms. */
  readonly now: number
  /** The visitor itself is known, and hidden: its values are among those that were counted. */
  readonly isCounted: boolean
  readonly lnFrequencies: readonly number[]
  /** The same for a stranger behind a visitor's address. */
  readonly lnNeighbours: readonly number[]
  readonly lnVersionShare: number
  readonly fonts: ReadonlySet<number>
  /** By the gap to a visitor's last visit: made when the first such visitor is weighed. */
  readonly lasting: (Lasting | undefined)[]
}

/** Chances that values stay, by `2 x code`, plus 1 where what the value follows from changed. */
interface Lasting {
  readonly same: readonly number[]
  readonly lnSame: readonly number[]
  readonly lnChange: readonly number[]
}

const fontsCode = codeOf('fonts')
/** What those who try a new workspace from one address often have in common. */
const isOfKind: ReadonlySet<number> = new Set(
  ['class', 'platform', 'userAgent', 'processor'].map(codeOf),
)
/**
 * Share of neighbours of whom one has what the other has, whatever it is, while a workspace has
 * taught nothing (assumed): shipped shares are the world's, first visitors are one team's. Fades
 * as visitors are counted.
 */
const alikeShare = 0.3
const alikeVisitors = 30
/** Share of families in common from which on fonts count as the same set with a few more or less. */
const similarFontsMin = 0.75
const similarFontsFactor = Math.log(6)
const otherFontsFactor = Math.log(0.3)
/** How fast a browser's own habits outweigh its class's, in visits. */
const habitVisits = 3

export function createScale(
  visit: Observation,
  population: Population,
  { ip, now, isCounted = false }: { ip: string; now: number; isCounted?: boolean },
): Scale {
  const strangers = lnFrequencies(population, visit.values, visit.parents, isCounted ? 2 : 1)
  const alike = (alikeShare * alikeVisitors) / (alikeVisitors + population.visitors)
  return {
    visit,
    population,
    ip,
    now,
    isCounted,
    lnFrequencies: strangers,
    lnNeighbours: strangers.map((ln) => Math.log(alike + (1 - alike) * Math.exp(ln))),
    lnVersionShare: lnVersionShare(population, versionSighting(visit, now)),
    fonts: new Set(visit.fonts),
    lasting: [],
  }
}

export function versionSighting(
  { classIndex, product, os, version }: Observation,
  now: number,
): VersionSighting {
  return { classIndex, product: combineHashes(hashText(product), hashText(os)), version, now }
}

/** Another engine, system or browser is another visitor, whatever else agrees. */
export function isExcluded(profile: Profile, visit: Observation): boolean {
  if (profile.engine !== visit.engine || profile.os !== visit.os) return true
  const { product } = profile.traits
  return product !== '' && visit.product !== '' && product !== visit.product
}

/**
 * ln of how much likelier the visit is from this visitor than from another one: the sum over what
 * can be compared. Missing and hidden values say nothing.
 *
 * @param evidence gets a line for each part of the sum
 */
export function weigh(scale: Scale, profile: Profile, evidence?: Evidence[]): number {
  const { visit, population } = scale
  const { traits } = profile
  const kind = { classIndex: visit.classIndex, gap: gapBucket(scale.now - profile.lastSeenAt) }
  const parents = parentsOfTraits(traits)
  const { same: chances, lnSame, lnChange } = lastingAt(scale, kind)
  const place = relateNetworks(visit.networks, traits.networks, profile.ip === scale.ip)
  let sum = 0
  const put = (attribute: string, relation: Relation, weight: number) => {
    sum += weight
    evidence?.push({ attribute, relation, weight })
  }
  for (const { code, name, toggles, isOfPlace } of attributes) {
    const value = visit.values[code] ?? 0
    const last = traits.last[code] ?? 0
    if (value === 0 || last === 0) continue
    const hasParentChanged = isOfPlace ? place === 'none' : parents[code] !== visit.parents[code]
    const cell = code * 2 + (hasParentChanged ? 1 : 0)
    const same = toggles ? withHabit(chances[cell] ?? 0, profile, code) : undefined
    const isOfNeighbours = isOfKind.has(code) && (place === 'last' || place === 'known')
    const lnFrequency = (isOfNeighbours ? scale.lnNeighbours : scale.lnFrequencies)[code] ?? 0
    if (value === last) {
      const lnChance = same === undefined ? (lnSame[cell] ?? 0) : Math.log(same)
      put(name, 'same', lnChance - lnFrequency)
      continue
    }
    const lnLeft = same === undefined ? (lnChange[cell] ?? 0) : Math.log(1 - same)
    const earlier = traits.earlier[code]
    const back = earlier ? returnChance(population, code) : 0
    if (earlier?.includes(value)) {
      put(name, 'earlier', lnLeft + Math.log(back / earlier.length) - lnFrequency)
      continue
    }
    const [relation, factor] = code === fontsCode ? compareFonts(traits, scale.fonts) : plainChange
    put(name, relation, lnLeft + Math.log(1 - back) + factor)
  }
  if (place) weighNetwork(scale, profile, { ...kind, place }, put)
  if (traits.version !== 0 && visit.version !== 0) {
    const step = versionStep(traits.version, visit.version)
    put('version', step, weighVersion(population, step, kind, scale.lnVersionShare))
  }
  return sum
}

function lastingAt({ lasting, population }: Scale, kind: PairKind): Lasting {
  const before = lasting[kind.gap]
  if (before) return before
  const same = attributes.flatMap(({ code, isOfBuild }) => [
    sameChance(population, code, kind, false),
    sameChance(population, code, kind, true, isOfBuild),
  ])
  const made = {
    same,
    lnSame: same.map((chance) => Math.log(chance)),
    lnChange: same.map((chance) => Math.log(1 - chance)),
  }
  lasting[kind.gap] = made
  return made
}

/** Popular visitors are weighed again and again, from the same object. */
const parentsMade = new WeakMap<Traits, readonly number[]>()

function parentsOfTraits(traits: Traits): readonly number[] {
  const before = parentsMade.get(traits)
  if (before) return before
  const parents = parentsOf(traits.last, traits.version)
  parentsMade.set(traits, parents)
  return parents
}

const plainChange = ['different', 0] as const

function compareFonts({ fonts }: Traits, now: ReadonlySet<number>): readonly [Relation, number] {
  if (fonts.length === 0 || now.size === 0) return plainChange
  let common = 0
  for (const font of fonts) if (now.has(font)) common++
  const isSimilar = common / (now.size + fonts.length - common) > similarFontsMin
  return isSimilar ? ['similar', similarFontsFactor] : ['different', otherFontsFactor]
}

/** A browser that has changed screens before will again; one that never did hardly will. */
function withHabit(general: number, { traits, visits }: Profile, code: number): number {
  const changes = Math.min(traits.changes[code] ?? 0, visits - 1)
  const share = (habitVisits * general + (visits - 1 - changes)) / (habitVisits + visits - 1)
  return Math.min(0.998, Math.max(0.05, share))
}

function weighNetwork(
  { visit, population, isCounted }: Scale,
  profile: Profile,
  { place: relation, ...kind }: PairKind & { readonly place: NetworkRelation },
  put: (attribute: string, relation: Relation, weight: number) => void,
): void {
  const { networks: known, moves } = profile.traits
  const [again, moved] = chancesOfPlace(population, kind)
  const habit =
    (habitVisits * moved + Math.min(moves, profile.visits - 1)) / (habitVisits + profile.visits - 1)
  const isAgain = relation === 'last' || relation === 'known'
  const chance =
    relationChance(population, relation, kind) * (isAgain ? (1 - habit) / again : habit / moved)
  const spread = relation === 'known' ? Math.max(1, known.length / networkLevels - 1) : 1
  const stranger = strangerChance(
    population,
    relation,
    visit.classIndex,
    visit.networks,
    isCounted ? 1 : 0,
  )
  put('network', relation, Math.log(chance / spread) - Math.log(stranger))
}

/** Chances that a browser comes from a network that it was seen on, and from another. */
function chancesOfPlace(population: Population, kind: PairKind): readonly [number, number] {
  const again = relationChance(population, 'last', kind) + relationChance(population, 'known', kind)
  return [again, 1 - again]
}

/**
 * @param isSameAddress the very address of the last visit
 * @returns `undefined` where one of the two has no address that can be read
 */
export function relateNetworks(
  now: readonly number[],
  known: readonly number[],
  isSameAddress: boolean,
): NetworkRelation | undefined {
  if (now.length === 0 || known.length === 0) return undefined
  const isAt = (level: number) =>
    known.some((network, index) => index % networkLevels === level && network === now[level])
  const lastNarrow = known[known.length - networkLevels]
  if (isSameAddress || lastNarrow === now[0]) return 'last'
  if (isAt(0)) return 'known'
  if (isAt(1)) return 'middle'
  return isAt(2) ? 'wide' : 'none'
}
