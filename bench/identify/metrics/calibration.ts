import type { Outcome } from './outcome'

export interface Bin {
  readonly from: number
  readonly count: number
  readonly meanConfidence: number
  readonly rightShare: number
}

export interface Calibration {
  /** Expected calibration error over ten bins of equal width. */
  readonly ece: number
  /** Mean squared difference of confidence and truth. */
  readonly brier: number
  readonly bins: readonly Bin[]
}

const binCount = 10

/**
 * Whether the stated confidence of linked visits is the share of them that is right (the id was
 * first issued to this browser). Absent when nothing was linked or no confidence was given.
 */
export function calibrationOf(outcomes: readonly Outcome[]): Calibration | undefined {
  const stated = outcomes.flatMap(({ isLinked, isOwn, confidence }) =>
    isLinked && confidence !== undefined ? [{ confidence, truth: isOwn ? 1 : 0 }] : [],
  )
  if (stated.length === 0) return undefined
  const bins = Array.from({ length: binCount }, (_, index) => {
    const inside = stated.filter(
      ({ confidence }) => Math.min(binCount - 1, Math.floor(confidence * binCount)) === index,
    )
    const count = inside.length
    return {
      from: index / binCount,
      count,
      meanConfidence: count === 0 ? 0 : sum(inside.map((one) => one.confidence)) / count,
      rightShare: count === 0 ? 0 : sum(inside.map((one) => one.truth)) / count,
    }
  })
  const gaps = bins.map((bin) => bin.count * Math.abs(bin.meanConfidence - bin.rightShare))
  const squares = stated.map(({ confidence, truth }) => (confidence - truth) ** 2)
  return { ece: sum(gaps) / stated.length, brier: sum(squares) / stated.length, bins }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
