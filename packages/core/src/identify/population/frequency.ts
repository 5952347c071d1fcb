import { attributes } from '../attributes'
import { attributesMax, layout, sizeBuckets } from './layout'
import { countKey, type Population } from './population'
import { prior } from './prior'

/** How much the shipped table and the attribute's average weigh, in visitors. */
const averageWeight = 2
const priorWeight = 6

/**
 * ln of the chance that another visitor has this value, given what the value follows from: for each
 * attribute of a visit, 0 where there is no value. The visitor that is compared is one of those who
 * were counted, so it is taken off.
 *
 * @param taken how many of the counted visitors are to be left out
 */
export function lnFrequencies(
  population: Population,
  values: readonly number[],
  parents: readonly number[],
  taken = 1,
): number[] {
  return attributes.map(({ code }) => {
    const value = values[code] ?? 0
    if (value === 0) return 0
    const parent = parents[code] ?? 0
    const all = Math.max(0, population.counts.get(countKey('parent', code, parent, 0)) - taken)
    const same = Math.max(0, population.counts.get(countKey('value', code, parent, value)) - taken)
    const expected = priorShare(population, code, parent, value)
    return Math.log((Math.min(same, all) + priorWeight * expected) / (all + priorWeight))
  })
}

/** What is to be expected without own counts: the shipped table, else how alike visitors are. */
function priorShare(population: Population, code: number, parent: number, value: number): number {
  const all = prior.counts.get(countKey('parent', code, parent, 0))
  const own = population.counts.get(countKey('parent', code, parent, 0))
  const average = agreement(population, code, Math.max(all, own, 1))
  if (all === 0) return average
  const same = prior.counts.get(countKey('value', code, parent, value))
  return (same + averageWeight * average) / (all + averageWeight)
}

/** Share of two visitors with the same parent that have the same value, by how common the parent is. */
function agreement(population: Population, code: number, size: number): number {
  const place = agreementPlace(code, size)
  const shares = population.at(place) + prior.at(place)
  const count = population.at(place + 1) + prior.at(place + 1)
  return Math.min(0.999, Math.max(0.0005, (shares + 1) / (count + 2)))
}

function agreementPlace(code: number, size: number): number {
  const bucket = Math.min(sizeBuckets - 1, Math.ceil(Math.log2(Math.max(1, size))))
  return layout.agreement + (code * sizeBuckets + bucket) * 2
}

/**
 * Counts a visitor's value under its parent, and how many of the others agree.
 *
 * @throws Error for a code beyond the places that are kept
 */
export function countValue(
  population: Population,
  code: number,
  parent: number,
  value: number,
): void {
  if (code >= attributesMax) throw new Error('more attributes than places')
  const parentKey = countKey('parent', code, parent, 0)
  const valueKey = countKey('value', code, parent, value)
  const all = population.counts.get(parentKey)
  if (all > 0) {
    const place = agreementPlace(code, all)
    population.add(place, Math.min(1, population.counts.get(valueKey) / all))
    population.add(place + 1)
  }
  population.counts.add(parentKey)
  population.counts.add(valueKey)
}
