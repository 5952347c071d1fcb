import { codeOf } from '../attributes'
import { combineHashes } from '../hash-text'
import type { Population } from './population'

/** What makes a configuration: coarse on purpose, so that ordinary machines are not rare. */
const configured = ['class', 'processor', 'cores', 'memory', 'touch', 'colorDepth'].map(codeOf)

/** How common the configuration of a visit is among the visitors of the workspace. */
export interface Rarity {
  /** Visitors of this configuration. */
  readonly count: number
  /** Share of the visitors whose configuration is more common, 0 to 1. */
  readonly percentile: number
  readonly visitors: number
}

/** Visitors by how many share their configuration, the most common first. */
interface Ladder {
  readonly visitors: number
  readonly counts: readonly number[]
}

const made = new WeakMap<Population, Ladder>()

/** @returns `undefined` where the configuration is not known */
export function rarityOf(population: Population, values: readonly number[]): Rarity | undefined {
  const configuration = configurationOf(values)
  if (configuration === undefined) return undefined
  const { counts, visitors } = ladderOf(population)
  const count = population.configurations.get(configuration)
  let above = 0
  for (const other of counts) {
    if (other <= count) break
    above += other
  }
  return { count, percentile: visitors === 0 ? 0 : above / visitors, visitors }
}

/** Counts the configuration that a visitor was first seen with. */
export function countConfiguration(population: Population, values: readonly number[]): void {
  const configuration = configurationOf(values)
  if (configuration !== undefined) population.configurations.add(configuration)
}

/** Made again when a hundredth more visitors were counted. */
function ladderOf(population: Population): Ladder {
  const before = made.get(population)
  if (before && population.visitors <= before.visitors * 1.01) return before
  const { counts } = population.configurations.toArrays()
  const sorted = [...counts].sort((a, b) => b - a)
  const ladder = { counts: sorted, visitors: sorted.reduce((sum, count) => sum + count, 0) }
  made.set(population, ladder)
  return ladder
}

function configurationOf(values: readonly number[]): number | undefined {
  const [classCode = 0] = configured
  if ((values[classCode] ?? 0) === 0) return undefined
  return configured.reduce((hash, code) => combineHashes(hash, values[code] ?? 0), 1)
}
