import type { Outcome } from './outcome'

export interface Accuracy {
  readonly visits: number
  readonly browsers: number
  /** Returning visits with the id of the browser's previous visit, and first visits with a new id. */
  readonly identificationAccuracy: number
  /** Of the returning visits, those with the id of the previous visit. */
  readonly returningRecall: number
  /** As the two above, where the id was also first issued to this very browser. */
  readonly strictAccuracy: number
  readonly strictRecall: number
  /** Visits that newly took another browser's id, each merge counted once, over all visits. */
  readonly falseMergeRate: number
  /** First visits that were given another browser's id, over first visits. */
  readonly firstVisitFalseMergeRate: number
  /** Visits given a known id that was this browser's own, over visits given a known id. */
  readonly linkPrecision: number
}

/** Shares over the given outcomes; a share of nothing is NaN. */
export function accuracyOf(outcomes: readonly Outcome[]): Accuracy {
  const first = outcomes.filter(({ isFirstVisit }) => isFirstVisit)
  const returning = outcomes.filter(({ isFirstVisit }) => !isFirstVisit)
  const linked = outcomes.filter(({ isLinked }) => isLinked)
  const kept = returning.filter(({ keepsId }) => keepsId)
  const keptOwn = kept.filter(({ isOwn }) => isOwn).length
  const fresh = first.filter(({ isLinked }) => !isLinked).length
  return {
    visits: outcomes.length,
    browsers: new Set(outcomes.map(({ browser }) => browser)).size,
    identificationAccuracy: (kept.length + fresh) / outcomes.length,
    returningRecall: kept.length / returning.length,
    strictAccuracy: (keptOwn + fresh) / outcomes.length,
    strictRecall: keptOwn / returning.length,
    falseMergeRate: outcomes.filter(({ isFalseMerge }) => isFalseMerge).length / outcomes.length,
    firstVisitFalseMergeRate: first.filter(({ isOwn }) => !isOwn).length / first.length,
    linkPrecision: linked.filter(({ isOwn }) => isOwn).length / linked.length,
  }
}
