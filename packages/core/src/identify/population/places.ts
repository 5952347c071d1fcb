import { gapBuckets, layout, networkRelations } from './layout'
import { countKey, type Population } from './population'
import { prior } from './prior'
import { halveWhenFull, type PairKind } from './stability'

/** How the address of a visit relates to those of a visitor. The order is that of the sums. */
export const relations = ['last', 'known', 'middle', 'wide', 'none'] as const
export type NetworkRelation = (typeof relations)[number]

const priorPairs = 12
const priorVisitors = 30
const levelOf = { last: 0, known: 0, middle: 1, wide: 2, none: 2 } as const

/** Chance of a relation between two visits of one browser. */
export function relationChance(
  population: Population,
  relation: NetworkRelation,
  { classIndex, gap }: PairKind,
): number {
  const start = relationsPlace(classIndex, gap)
  const index = relations.indexOf(relation)
  let all = 0
  let allBefore = 0
  for (let other = 0; other < networkRelations; other++) {
    all += population.at(start + other)
    allBefore += prior.at(start + other)
  }
  const before = (prior.at(start + index) + 0.5) / (allBefore + networkRelations / 2)
  return (population.at(start + index) + priorPairs * before) / (all + priorPairs)
}

/**
 * Chance that a visit of somebody else of this class comes from this network: how many of the class
 * were seen there, of all that were seen anywhere, and how often newcomers share a network at all.
 * So the credit of an address falls with each visitor that is seen behind it.
 */
export function strangerChance(
  population: Population,
  relation: NetworkRelation,
  classIndex: number,
  networks: readonly number[],
  taken = 0,
): number {
  if (relation === 'none') return 1
  const level = levelOf[relation]
  const network = networks[level] ?? 0
  const seen =
    population.counts.get(countKey('network', classIndex * 3 + level, 0, network)) - taken
  const all = population.counts.get(countKey('networks', classIndex * 3 + level, 0, 0))
  const place = sharingPlace(classIndex, level)
  const before = (prior.at(place) + 0.5) / (prior.at(place + 1) + 2)
  const sharing =
    (population.at(place) + priorVisitors * before) / (population.at(place + 1) + priorVisitors)
  return Math.min(1, (sharing * Math.max(1, seen)) / (all + priorVisitors))
}

/** Learns from two visits that are proven to be one browser's. */
export function countRelation(
  population: Population,
  relation: NetworkRelation,
  { classIndex, gap }: PairKind,
): void {
  const start = relationsPlace(classIndex, gap)
  const place = start + relations.indexOf(relation)
  halveWhenFull(population, start, networkRelations, place)
  population.add(place)
}

/** Counts a visitor on the networks of an address that it had not been seen on. */
export function countNetworks(
  population: Population,
  classIndex: number,
  networks: readonly number[],
  known: readonly number[],
): void {
  for (const [level, network] of networks.entries()) {
    if (known.some((one, index) => index % networks.length === level && one === network)) continue
    const code = classIndex * 3 + level
    const key = countKey('network', code, 0, network)
    const place = sharingPlace(classIndex, level)
    halveWhenFull(population, place, 2, place + 1)
    if (population.counts.get(key) > 0) population.add(place)
    population.add(place + 1)
    population.counts.add(key)
    population.counts.add(countKey('networks', code, 0, 0))
  }
}

function relationsPlace(classIndex: number, gap: number): number {
  return layout.networks + (classIndex * gapBuckets + gap) * networkRelations
}

function sharingPlace(classIndex: number, level: number): number {
  return layout.sharing + (classIndex * 3 + level) * 2
}
