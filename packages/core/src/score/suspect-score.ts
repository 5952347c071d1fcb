import type { Verdicts } from '../smart/define'
import { defaultSuspectWeights, type SuspectWeights } from './weights'

export interface SuspectScore {
  /** Integer, 0 to the sum of all weights. */
  readonly value: number
  readonly weightsVersion: number
  readonly contributions: Readonly<Record<string, number>>
}

/** Sums the weights of the raised signals; `undefined` when no signal had data. */
export function suspectScore(
  verdicts: Verdicts,
  { version, weights }: SuspectWeights = defaultSuspectWeights,
): SuspectScore | undefined {
  if (Object.keys(verdicts).length === 0) return undefined
  const contributions: Record<string, number> = {}
  if (verdicts.bot?.value.result === 'bad') contributions.bot = weights.bot
  if (verdicts.rare_device?.value.isRare) contributions.rare_device = weights.rare_device
  return {
    value: Object.values(contributions).reduce((sum, weight) => sum + weight, 0),
    weightsVersion: version,
    contributions,
  }
}
