import type { Contradiction, Feature } from './contradictions'

/**
 * A logistic model over kinds of contradictions: 1 / (1 + e^-(bias + sum of weights)), each kind
 * once. The weights were set by hand, not learned: by how the overrides and injection tools that
 * were tried (Chromium 156, Firefox 153) differ from 14 undriven browsers, so that no single kind
 * reaches 0.8, and two of those that injection tools make do. There is no figure for its errors.
 */
const bias = -3
const featureWeights: Readonly<Record<Feature, number>> = {
  worker: 2.4,
  gpu: 2.4,
  frame: 2.2,
  accessor: 2.2,
  proxy: 2.2,
  hints: 1.8,
  claims: 1.8,
  canvas: 1.5,
  media: 1,
  // Seldom alone: it shows with claims and hints.
  http: 1,
}
/** Weaker evidence of a kind counts as this kind in part. */
const fullWeight = 0.6

export function tamperingMlScore(contradictions: readonly Contradiction[]): number {
  const strongest = new Map<Feature, number>()
  for (const { feature, weight } of contradictions) {
    strongest.set(feature, Math.max(strongest.get(feature) ?? 0, weight))
  }
  let logit = bias
  for (const [feature, weight] of strongest) {
    logit += featureWeights[feature] * Math.min(1, weight / fullWeight)
  }
  return Math.round(1_000 / (1 + Math.exp(-logit))) / 1_000
}
