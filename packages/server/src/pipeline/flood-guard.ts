import type { Identification } from '@whorl/core'
import type { HistoryQuery } from '@whorl/store'
import type { House } from '../house'
import type { Admission } from './admit'

/** Whether a visit may change what is kept of visitors. Its event is stored in any case. */
export type FloodGuard = (identification: Identification) => boolean

/**
 * A flood of invented devices makes events but no visitors, and a visitor that shows ever new
 * devices learns none of them: nothing is kept that a later visit could match.
 */
export function createFloodGuard(
  house: House,
  { limits, publicKey }: Admission,
  { workspaceId, keys }: HistoryQuery,
): FloodGuard {
  const mayKeepNew = once(() => takeNewVisitor(house, publicKey, limits.newVisitorsPerMinute))
  return ({ visitorId, isFound }) => {
    if (!isFound) return mayKeepNew()
    const visitor = `${workspaceId}|${visitorId}`
    const max = limits.fingerprintsPerVisitorDay
    const isFrozen = keys.exact !== undefined && house.fingerprints.isOver(visitor, keys.exact, max)
    if (isFrozen) house.metrics.limited.inc({ limit: 'fingerprintsPerVisitorDay' })
    return !isFrozen
  }
}

function takeNewVisitor(house: House, publicKey: string, perMinute: number): boolean {
  const rate = { perSecond: perMinute / 60, burst: Math.max(1, perMinute) }
  if (house.limiter.take(`new|${publicKey}`, rate) === 0) return true
  house.metrics.limited.inc({ limit: 'newVisitorsPerMinute' })
  return false
}

/** The limit is charged once for a visit, however many rounds it takes. */
function once(ask: () => boolean): () => boolean {
  let answer: boolean | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}
