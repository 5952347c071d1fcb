import type { StoreOptions } from './open-store'
import { SearchBusyError, SearchTimeoutError } from './store-errors'

/** Lets few searches run at a time; the others wait in their order. */
export interface SearchQueue {
  /**
   * Runs a search in its turn, with what is left of its budget, in ms: it must end by then. Rejects
   * with `SearchBusyError` at once when too many wait, with `SearchTimeoutError` when its budget is
   * spent before its turn.
   */
  run<Result>(search: (leftMs: number) => Promise<Result>): Promise<Result>
  /** Rejects whatever waits, now and later. */
  close(): void
}

interface Waiting {
  readonly begin: () => void
  readonly reject: (error: Error) => void
}

/**
 * The budget begins with the question, not with the turn. Whoever ran before had less time left, so
 * nobody's turn comes later than the own budget, and no clock has to watch those that wait.
 *
 * @param atOnce how many run at a time
 */
export function createSearchQueue(
  atOnce: number,
  { searchBudgetMs = 10_000, searchesWaitingMax = 32 }: StoreOptions,
): SearchQueue {
  const waiting: Waiting[] = []
  let running = 0
  let isClosed = false

  const takeTurn = (): Promise<void> | undefined => {
    if (isClosed) throw closedError()
    if (running < atOnce) {
      running += 1
      return undefined
    }
    if (waiting.length >= searchesWaitingMax) throw new SearchBusyError()
    return new Promise((begin, reject) => waiting.push({ begin, reject }))
  }
  /** Its place goes to the next one, or becomes free. */
  const endTurn = (): void => {
    const next = waiting.shift()
    if (next) next.begin()
    else running -= 1
  }
  return {
    async run(search) {
      const deadline = performance.now() + searchBudgetMs
      await takeTurn()
      try {
        const leftMs = deadline - performance.now()
        if (leftMs <= 0) throw new SearchTimeoutError()
        return await search(leftMs)
      } finally {
        endTurn()
      }
    },
    close() {
      isClosed = true
      for (const { reject } of waiting.splice(0)) reject(closedError())
    },
  }
}

const closedError = (): Error => new Error('the store is closed')
