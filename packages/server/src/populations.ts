import { decodePopulation, encodePopulation, mergePopulations, Population } from '@whorl/core'
import type { Store } from '@whorl/store'
import type { Logger } from 'pino'
import type { Clock } from './clock'

/** What each workspace has learned about its visitors: in memory, and now and then in the store. */
export interface Populations {
  /** Read from the store once; the same object from then on, for as long as it is kept. */
  of(workspaceId: string): Promise<Population>
  /** Keeps what has been learned since; what is little waits for more, unless `isLast`. */
  keep(options?: { isLast?: boolean }): Promise<void>
}

interface Loaded {
  readonly population: Population
  /** What the store holds, and the lessons that are in it. */
  revision: number
  content: string
  lessons: number
  keptAt: number
}

/** Workspaces in memory; those that were used longest ago are read again when they come back. */
const workspacesMax = 200
/** A population is written when this share of its visitors was learned from, or after a while. */
const freshShare = 0.02
const freshLessonsMin = 20
const keepAfterMs = 300_000
const writeTriesMax = 3

export function createPopulations(
  { store, clock }: { store: Store; clock: Clock },
  log: Logger,
): Populations {
  const known = new Map<string, Promise<Loaded>>()

  const load = async (workspaceId: string): Promise<Loaded> => {
    const stored = await store.populations.find(workspaceId)
    return {
      population: stored ? decodePopulation(stored.content) : new Population(),
      revision: stored?.revision ?? 0,
      content: stored?.content ?? '',
      lessons: 0,
      keptAt: clock.real(),
    }
  }

  const isWorthKeeping = ({ population, lessons, keptAt }: Loaded): boolean => {
    const fresh = population.lessons - lessons
    if (fresh === 0) return false
    const many = Math.max(freshLessonsMin, population.visitors * freshShare)
    return fresh >= many || clock.real() - keptAt >= keepAfterMs
  }

  const write = async (workspaceId: string, loaded: Loaded): Promise<void> => {
    for (let attempt = 0; attempt < writeTriesMax; attempt++) {
      const { lessons } = loaded.population
      const content = encodePopulation(loaded.population)
      const outcome = await store.populations.write({
        workspaceId,
        revision: loaded.revision,
        content,
      })
      if (outcome === 'written') {
        const revision = loaded.revision + 1
        Object.assign(loaded, { revision, content, lessons, keptAt: clock.real() })
        return
      }
      await takeIn(workspaceId, loaded)
    }
    log.warn({ workspace: workspaceId }, 'the population moved while it was written; later again')
  }

  /** Another process has written: its lessons are added to ours. */
  const takeIn = async (workspaceId: string, loaded: Loaded): Promise<void> => {
    const stored = await store.populations.find(workspaceId)
    const before = decodePopulation(loaded.content)
    const content = stored?.content ?? ''
    mergePopulations(loaded.population, decodePopulation(content), before)
    Object.assign(loaded, { revision: stored?.revision ?? 0, content })
  }

  return {
    async of(workspaceId) {
      const before = known.get(workspaceId)
      if (before) return (await before).population
      const loading = load(workspaceId)
      known.set(workspaceId, loading)
      loading.catch(() => known.delete(workspaceId))
      return (await loading).population
    },
    async keep({ isLast = false } = {}) {
      for (const [workspaceId, loading] of [...known]) {
        const loaded = await loading
        const isFresh = loaded.population.lessons > loaded.lessons
        if (isLast ? isFresh : isWorthKeeping(loaded)) await write(workspaceId, loaded)
      }
      for (const [workspaceId, loading] of known) {
        if (known.size <= workspacesMax) break
        const { population, lessons } = await loading
        if (population.lessons === lessons) known.delete(workspaceId)
      }
    },
  }
}
