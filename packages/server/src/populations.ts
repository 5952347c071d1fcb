import type { Population } from '@whorl/core'
import type { Store } from '@whorl/store'
import type { Logger } from 'pino'
import type { Clock } from './clock'
import { type KeptPopulation, readKept, writeKept } from './kept-population'

/** What each workspace has learned about its visitors: in memory, and now and then in the store. */
export interface Populations {
  /** Read from the store once; the same object from then on, for as long as it is kept. */
  of(workspaceId: string): Promise<Population>
  /**
   * Keeps what has been learned since; what is little waits for more, unless `isLast`.
   *
   * @throws AggregateError when some could not be written; they are tried again the next time
   */
  keep(options?: { isLast?: boolean }): Promise<void>
}

interface PopulationsOptions {
  /**
   * Workspaces in memory; those that were used longest ago are read again when they come back.
   *
   * @default 200
   */
  readonly workspacesMax?: number
}

interface Loaded {
  readonly kept: KeptPopulation
  /** Unix ms of the last reading or writing. */
  keptAt: number
}

/** A population is written when this share of its visitors was learned from, or after a while. */
const freshShare = 0.02
const freshLessonsMin = 20
const keepAfterMs = 300_000

export function createPopulations(
  { store, clock }: { store: Pick<Store, 'populations'>; clock: Clock },
  log: Logger,
  { workspacesMax = 200 }: PopulationsOptions = {},
): Populations {
  /** The one that was used longest ago first. */
  const known = new Map<string, Loaded>()
  const loading = new Map<string, Promise<Loaded>>()
  /** Two writes at once would take each other's lessons for another process's. */
  let keeping: Promise<unknown> = Promise.resolve()

  const load = async (workspaceId: string): Promise<Loaded> => {
    const kept = await readKept(store, workspaceId, log)
    const loaded = { kept, keptAt: clock.real() }
    known.set(workspaceId, loaded)
    return loaded
  }

  const keepAll = async (isLast: boolean): Promise<void> => {
    const failures: unknown[] = []
    for (const loaded of [...known.values()]) {
      if (!isWorthKeeping(loaded, isLast, clock.real())) continue
      try {
        if (await writeKept(store, loaded.kept, log)) loaded.keptAt = clock.real()
      } catch (cause) {
        // The others are tried all the same.
        failures.push(cause)
      }
    }
    forget(known, workspacesMax)
    if (failures.length > 0) throw new AggregateError(failures, 'populations were not kept')
  }

  return {
    async of(workspaceId) {
      const loaded = known.get(workspaceId) ?? (await once(loading, workspaceId, load))
      // Written again, it stands last.
      known.delete(workspaceId)
      known.set(workspaceId, loaded)
      return loaded.kept.population
    },
    keep({ isLast = false } = {}) {
      const kept = keeping.then(() => keepAll(isLast))
      // Its failure is the caller's; the next one starts anyway.
      keeping = kept.catch(() => undefined)
      return kept
    },
  }
}

/** Whoever asks while it is being loaded gets the same. */
function once(
  loading: Map<string, Promise<Loaded>>,
  workspaceId: string,
  load: (workspaceId: string) => Promise<Loaded>,
): Promise<Loaded> {
  const before = loading.get(workspaceId)
  if (before) return before
  const flight = load(workspaceId).finally(() => loading.delete(workspaceId))
  loading.set(workspaceId, flight)
  return flight
}

function isWorthKeeping({ kept, keptAt }: Loaded, isLast: boolean, now: number): boolean {
  const { population, lessons } = kept
  const fresh = population.lessons - lessons
  if (fresh === 0 || isLast) return fresh > 0
  const many = Math.max(freshLessonsMin, population.visitors * freshShare)
  return fresh >= many || now - keptAt >= keepAfterMs
}

/** Lets go of what was used longest ago, unless it holds lessons that are nowhere else. */
function forget(known: Map<string, Loaded>, workspacesMax: number): void {
  for (const [workspaceId, { kept }] of known) {
    if (known.size <= workspacesMax) break
    if (kept.population.lessons === kept.lessons) known.delete(workspaceId)
  }
}
