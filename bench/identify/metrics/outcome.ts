import type { Decision } from '../linker'

/** One decision with all that the metrics ask about it. */
export interface Outcome extends Decision {
  readonly isFirstVisit: boolean
  /** The id was given to some visit before. */
  readonly isLinked: boolean
  /** Same id as on the browser's previous visit. False on first visits. */
  readonly keepsId: boolean
  /** The id was first issued to this very browser, now or earlier. */
  readonly isOwn: boolean
  /** This visit took another browser's id that the browser's previous visit did not have. */
  readonly isFalseMerge: boolean
}

/** Judges decisions in the order of time. An id belongs to the browser that it was first given to. */
export function toOutcomes(decisions: readonly Decision[]): Outcome[] {
  const owners = new Map<string, number>()
  const lastIds = new Map<number, string>()
  return decisions.map((decision) => {
    const { browser, id } = decision
    const lastId = lastIds.get(browser)
    const owner = owners.get(id)
    if (owner === undefined) owners.set(id, browser)
    lastIds.set(browser, id)
    const isOwn = owner === undefined || owner === browser
    const keepsId = lastId === id
    return {
      ...decision,
      isFirstVisit: lastId === undefined,
      isLinked: owner !== undefined,
      keepsId,
      isOwn,
      isFalseMerge: !isOwn && !keepsId,
    }
  })
}
