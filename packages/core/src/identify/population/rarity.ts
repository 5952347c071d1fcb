import { codeOf } from '../attributes'
import { combineHashes } from '../hash-text'
import { layout, rarityBins } from './layout'
import { countKey, type Population } from './population'

/** What makes a configuration: coarse on purpose, so that ordinary machines are not rare. */
const configured = ['class', 'processor', 'cores', 'memory', 'touch', 'colorDepth'].map(codeOf)

/** Bins of a quarter of an octave. */
const binsPerOctave = 4

/** How common the configuration of a visit is among the visitors of the workspace. */
export interface Rarity {
  /** Visitors of this configuration. */
  readonly count: number
  /** Share of the visitors whose configuration is more common, 0 to 1. */
  readonly percentile: number
  readonly visitors: number
}

export function rarityOf(population: Population, values: readonly number[]): Rarity | undefined {
  const configuration = configurationOf(values)
  if (configuration === undefined) return undefined
  const count = population.counts.get(countKey('configuration', 0, 0, configuration))
  let above = 0
  let visitors = 0
  for (let bin = 0; bin < rarityBins; bin++) {
    const inside = population.at(layout.rarity + bin)
    visitors += inside
    if (bin > binOf(count)) above += inside
  }
  return { count, percentile: visitors === 0 ? 0 : above / visitors, visitors }
}

export function countConfiguration(population: Population, values: readonly number[]): void {
  const configuration = configurationOf(values)
  if (configuration === undefined) return
  const key = countKey('configuration', 0, 0, configuration)
  const count = population.counts.get(key)
  if (count > 0) {
    const place = layout.rarity + binOf(count)
    population.numbers[place] = Math.max(0, population.at(place) - count)
  }
  population.add(layout.rarity + binOf(count + 1), count + 1)
  population.counts.add(key)
}

function configurationOf(values: readonly number[]): number | undefined {
  const [classCode = 0] = configured
  if ((values[classCode] ?? 0) === 0) return undefined
  return configured.reduce((hash, code) => combineHashes(hash, values[code] ?? 0), 1)
}

function binOf(count: number): number {
  if (count < 1) return 0
  return Math.min(rarityBins - 1, 1 + Math.floor(binsPerOctave * Math.log2(count)))
}
