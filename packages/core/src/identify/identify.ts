import type { Facts } from '../facts'
import { type AnchorJudgement, judgeAnchors } from './anchors'
import { compareDevice, identityValues } from './compare'
import { deviceEngine, deviceOs } from './device'
import { findExactMatch } from './exact-match'
import { isUniformOnPurpose } from './match-keys'
import type { Profile } from './profile'

/** How an id was decided, and on what. Kept with the event; shown on request only. */
export interface Why {
  readonly method: 'anchor' | 'exact' | 'new'
  /** What became of each token that the browser presented. */
  readonly anchors: readonly AnchorVerdict[]
  /** `device` signals that were equal to the chosen visitor's, and those that differed. */
  readonly agreed: readonly string[]
  readonly differed: readonly string[]
  /** How many known visitors were compared. */
  readonly compared: number
  /** Another visitor that would have fitted. */
  readonly runnerUp?: string
}

export interface AnchorVerdict {
  readonly carrier: string
  readonly verdict:
    | 'accepted'
    | 'forged'
    | 'deleted'
    | 'engine_conflict'
    | 'os_conflict'
    | 'device_conflict'
}

export interface Identification {
  readonly visitorId: string
  readonly isFound: boolean
  /** 0 to 1. For a new visitor 1 - P(known). */
  readonly confidence: number
  /** Unix ms; absent for a visitor without an earlier visit. */
  readonly firstSeenAt?: number
  readonly lastSeenAt?: number
  /** Two proven ids of one browser: the younger becomes an alias of the older. */
  readonly merge?: { readonly younger: string; readonly older: string }
  readonly why: Why
}

/**
 * `exact` is the share of such links that were right in `npm run bench:identify` (stateless, seed
 * 1001, 1,000 browsers, 180 days): equal stock devices share an exact match. The others are stated,
 * not measured: what a token proves, and what a near candidate takes from a new id.
 */
const confidences = {
  anchor: 1,
  anchorWithChanges: 0.98,
  orphan: 0.9,
  exact: 0.72,
  exactWithRunnerUp: 0.5,
  fresh: 1,
  freshWithNearCandidate: 0.6,
} as const

/** A known visitor that shares this part of its `device` signals could have been the same one. */
const nearShare = 0.8

/**
 * Decides who it is: proven tokens whose engine, OS and device agree, then the exact match, else a
 * new visitor. Pure and total.
 *
 * @param freshVisitorId used only when the visitor is new
 */
export function identify(facts: Facts, freshVisitorId: string): Identification {
  const { history, network } = facts
  const engine = deviceEngine(facts)
  const os = deviceOs(facts)
  const values = identityValues(facts.payload.signals, engine)
  const anchors = judgeAnchors(facts.anchors, history.anchored, { engine, os, values })

  const [oldest, ...younger] = anchors.proven
  if (oldest)
    return byAnchor(oldest, younger, anchors, compareDevice(oldest.signals, values, engine))

  const exact = isUniformOnPurpose(facts.payload.signals, engine)
    ? undefined
    : findExactMatch(history, values, { engine, os, ip: network.ip })
  if (exact) {
    return known(exact.profile, {
      confidence: exact.runnerUp ? confidences.exactWithRunnerUp : confidences.exact,
      why: {
        method: 'exact',
        anchors: anchors.verdicts,
        ...exact.comparison,
        compared: countCompared(facts),
        ...(exact.runnerUp && { runnerUp: exact.runnerUp.visitorId }),
      },
    })
  }
  if (anchors.orphanId !== undefined) return orphan(anchors.orphanId, anchors)
  return fresh(facts, freshVisitorId, anchors, values, engine)
}

function byAnchor(
  oldest: Profile,
  [younger]: readonly Profile[],
  { verdicts }: AnchorJudgement,
  comparison: { agreed: readonly string[]; differed: readonly string[] },
): Identification {
  const isUnchanged = comparison.differed.length === 0
  return {
    ...known(oldest, {
      confidence: isUnchanged ? confidences.anchor : confidences.anchorWithChanges,
      why: { method: 'anchor', anchors: verdicts, ...comparison, compared: 1 },
    }),
    ...(younger && { merge: { younger: younger.visitorId, older: oldest.visitorId } }),
  }
}

function known(
  profile: Profile,
  { confidence, why }: { confidence: number; why: Why },
): Identification {
  return {
    visitorId: profile.visitorId,
    isFound: true,
    confidence,
    firstSeenAt: profile.firstSeenAt,
    lastSeenAt: profile.lastSeenAt,
    why,
  }
}

function orphan(visitorId: string, { verdicts }: AnchorJudgement): Identification {
  return {
    visitorId,
    isFound: false,
    confidence: confidences.orphan,
    why: { method: 'anchor', anchors: verdicts, agreed: [], differed: [], compared: 0 },
  }
}

function fresh(
  facts: Facts,
  visitorId: string,
  { verdicts }: AnchorJudgement,
  values: Readonly<Record<string, unknown>>,
  engine: Profile['engine'],
): Identification {
  const hasNear = facts.history.candidates.some((candidate) => {
    if (candidate.engine !== engine) return false
    const { agreed, differed } = compareDevice(candidate.signals, values, engine)
    return agreed.length > 0 && agreed.length >= nearShare * (agreed.length + differed.length)
  })
  return {
    visitorId,
    isFound: false,
    confidence: hasNear ? confidences.freshWithNearCandidate : confidences.fresh,
    why: {
      method: 'new',
      anchors: verdicts,
      agreed: [],
      differed: [],
      compared: countCompared(facts),
    },
  }
}

function countCompared({ history }: Facts): number {
  const ids = history.candidates.map(({ visitorId }) => visitorId)
  return new Set(history.exact ? [...ids, history.exact.visitorId] : ids).size
}
