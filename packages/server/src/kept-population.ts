import { decodePopulation, encodePopulation, mergePopulations, Population } from '@whorl/core'
import type { Store } from '@whorl/store'
import type { Logger } from 'pino'

/** What a workspace has learned, and how much of it the store holds. */
export interface KeptPopulation {
  readonly workspaceId: string
  readonly population: Population
  /** Of what the store held when it was read or written last; 0 for nothing. */
  revision: number
  /** That itself; empty when there is none, or none that can be read. */
  content: string
  /** Lessons that are in it. */
  lessons: number
}

type PopulationStore = Pick<Store, 'populations'>

const writeTriesMax = 3

export async function readKept(
  store: PopulationStore,
  workspaceId: string,
  log: Logger,
): Promise<KeptPopulation> {
  const { revision, content, population } = await readStored(store, workspaceId, log)
  return { workspaceId, population: population ?? new Population(), revision, content, lessons: 0 }
}

/**
 * Writes what there is, with the lessons of other processes that wrote meanwhile.
 *
 * @returns whether it is written; others may be faster every time
 */
export async function writeKept(
  store: PopulationStore,
  kept: KeptPopulation,
  log: Logger,
): Promise<boolean> {
  const { workspaceId, population } = kept
  for (let attempt = 0; attempt < writeTriesMax; attempt++) {
    const { revision } = kept
    const { lessons } = population
    const content = encodePopulation(population)
    const outcome = await store.populations.write({ workspaceId, revision, content })
    if (outcome === 'written') {
      Object.assign(kept, { revision: revision + 1, content, lessons })
      return true
    }
    await takeIn(store, kept, log)
  }
  log.warn({ workspace: workspaceId }, 'the population moved while it was written; later again')
  return false
}

/** Adds what others have learned. Where they left nothing that can be read, ours goes on whole. */
async function takeIn(store: PopulationStore, kept: KeptPopulation, log: Logger): Promise<void> {
  const { revision, content, population } = await readStored(store, kept.workspaceId, log)
  if (population) {
    const before = kept.content === '' ? new Population() : decodePopulation(kept.content)
    mergePopulations(kept.population, population, before)
  }
  Object.assign(kept, { revision, content })
}

async function readStored(
  { populations }: PopulationStore,
  workspaceId: string,
  log: Logger,
): Promise<{ revision: number; content: string; population?: Population }> {
  const stored = await populations.find(workspaceId)
  if (!stored) return { revision: 0, content: '' }
  const { revision, content } = stored
  const population = decode(content)
  if (population) return { revision, content, population }
  log.warn({ workspace: workspaceId }, 'what was learned cannot be read; it is learned anew')
  return { revision, content: '' }
}

/** `undefined` for a text that another version wrote or that is broken. */
function decode(content: string): Population | undefined {
  const population = decodePopulation(content)
  // Every lesson counts something.
  return population.counts.size > 0 ? population : undefined
}
