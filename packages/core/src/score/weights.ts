import type { Verdicts } from '../smart/define'

/** What each Smart Signal adds to the suspect score when it is raised. Integers. */
export interface SuspectWeights {
  /** Grows with every change, and is stored with each event. */
  readonly version: number
  readonly weights: Readonly<Record<keyof Verdicts, number>>
}

export const defaultSuspectWeights: SuspectWeights = {
  version: 1,
  weights: { bot: 20 },
}
