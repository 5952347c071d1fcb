import { defaultSuspectWeights } from '@whorl/core'
import { type Static, Type } from 'typebox'

/** Large enough for every use, and small enough that the sum of all is an exact integer. */
const weightMax = 1_000_000

const names = Object.keys(defaultSuspectWeights.weights)

/** Weights of a workspace's own. What is not named weighs as it does by default. */
export const OwnSuspectWeights = Type.Object(
  {
    /** Stored with each event that was scored by them: to be raised with every change. */
    version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    weights: Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: weightMax })),
  },
  { additionalProperties: false },
)
export type OwnSuspectWeights = Static<typeof OwnSuspectWeights>

/** The sentence, without its end, that says which weight no Smart Signal has. */
export function findUnknownWeight({ weights }: OwnSuspectWeights): string | undefined {
  const unknown = Object.keys(weights).find((name) => !names.includes(name))
  return unknown === undefined
    ? undefined
    : `has a weight for "${unknown}", which is no Smart Signal; there are ${names.join(', ')}`
}
