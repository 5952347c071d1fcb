import type { Verdicts } from '../smart/define'

/** What each Smart Signal adds to the suspect score when it is raised. Integers. */
export interface SuspectWeights {
  /** Grows with every change, and is stored with each event. */
  readonly version: number
  readonly weights: Readonly<Record<keyof Verdicts, number>>
}

/**
 * A rare device weighs nothing: honest people own new phones and odd machines, and what is made up
 * badly is another signal's business.
 */
export const defaultSuspectWeights: SuspectWeights = {
  version: 2,
  weights: { bot: 20, rare_device: 0 },
}
