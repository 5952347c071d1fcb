import type { Facts } from '../facts'

/** How an id was decided, and on what. Kept with the event; shown on request only. */
export interface Why {
  readonly method: 'anchor' | 'exact' | 'new'
  /** What became of each token that the browser presented. */
  readonly anchors: readonly AnchorVerdict[]
  /** Signals that were equal to the chosen visitor's, and those that differed. */
  readonly agreed: readonly string[]
  readonly differed: readonly string[]
  /** How many known visitors were compared. */
  readonly compared: number
  /** Another visitor that would have fitted. */
  readonly runnerUp?: string
}

export interface AnchorVerdict {
  readonly carrier: string
  readonly verdict:
    | 'accepted'
    | 'forged'
    | 'deleted'
    | 'engine_conflict'
    | 'os_conflict'
    | 'outvoted'
}

export interface Identification {
  readonly visitorId: string
  readonly isFound: boolean
  /** 0 to 1. */
  readonly confidence: number
  readonly firstSeenAt?: number
  readonly lastSeenAt?: number
  /** Two proven ids of one browser: the younger becomes an alias of the older. */
  readonly merge?: { readonly younger: string; readonly older: string }
  readonly why: Why
}

/**
 * Decides who it is: valid anchors whose engine and OS agree, then the exact match, else a new
 * visitor. Pure and total.
 *
 * @param freshVisitorId used only when the visitor is new
 */
export function identify(_facts: Facts, _freshVisitorId: string): Identification {
  throw new Error('written next')
}
