/** Chance that at least one of several independent pieces of evidence is right: 1 - prod(1 - w). */
export function combine(weights: readonly number[]): number {
  const score = 1 - weights.reduce((left, weight) => left * (1 - weight), 1)
  // Without the noise of binary fractions, which would decide at a threshold.
  return Math.round(score * 1e6) / 1e6
}
