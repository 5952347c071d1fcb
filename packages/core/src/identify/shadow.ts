import { hashText } from './hash-text'
import { countShadows } from './population/calibration'
import type { Population } from './population/population'

/** So many shadow decisions are made at every chance; then they become rare. */
const eagerShadows = 200
const laterShare = 1 / 24
/** Every third one plays somebody new. */
const hiddenEvery = 3

/** Whether a proven visit is also to be scored without its token, and how. */
export interface Shadow {
  /** As the first visit of somebody new. */
  readonly isHidden: boolean
}

/**
 * Chooses by the visit's nonce, so that the same visit is always chosen alike.
 *
 * @returns `undefined` for a visit that is not chosen
 */
export function chooseShadow(population: Population, nonce: string): Shadow | undefined {
  const draw = hashText(nonce)
  const isChosen = countShadows(population) < eagerShadows || draw % 1_000 < laterShare * 1_000
  return isChosen ? { isHidden: Math.floor(draw / 1_000) % hiddenEvery === 0 } : undefined
}
