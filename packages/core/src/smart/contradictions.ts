import type { Facts } from '../facts'
import { claimContradictions } from './contradictions-claims'
import { graphicsContradictions } from './contradictions-graphics'
import { nativeContradictions } from './contradictions-natives'
import { workerContradictions } from './contradictions-worker'
import type { Evidence } from './define'
import { httpContradictions } from './http-contradictions'
import { hasRfp, isBrave } from './privacy-facts'

/** Two facts that no honest browser shows together. */
export interface Contradiction extends Evidence {
  /** Feature of the model in `tampering-model.ts`. */
  readonly feature: Feature
  /** Privacy settings that make the same facts: found with them, it does not count. */
  readonly explainedBy?: readonly ('rfp' | 'brave')[]
  /** The interface whose accessor was replaced. */
  readonly accessorOf?: string
}

export type Feature =
  | 'claims'
  | 'hints'
  | 'accessor'
  | 'frame'
  | 'proxy'
  | 'worker'
  | 'canvas'
  | 'gpu'
  | 'media'
  | 'http'

/** Everything that contradicts itself, without what a privacy setting of the browser explains. */
export function findContradictions(facts: Facts): Contradiction[] {
  const settings = [hasRfp(facts) && 'rfp', isBrave(facts) && 'brave'].filter(
    (name) => name !== false,
  )
  return [
    ...nativeContradictions(facts),
    ...claimContradictions(facts),
    ...workerContradictions(facts),
    ...graphicsContradictions(facts),
    ...requestContradictions(facts),
  ].filter(({ explainedBy }) => !explainedBy?.some((setting) => settings.includes(setting)))
}

/** resistFingerprinting tells the server another system and other languages than the page. */
function requestContradictions(facts: Facts): Contradiction[] {
  return httpContradictions(facts)
    .filter(({ kind }) => kind === 'override')
    .map(({ says, weight }) => ({ feature: 'http', says, weight, explainedBy: ['rfp'] }))
}
