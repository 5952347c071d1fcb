import type { Facts } from '../facts'
import { type AnchorJudgement, judgeAnchors } from './anchors'
import { weighAll } from './decide'
import { type Observation, observe } from './observe'
import type { HighRecall, Profile } from './profile'
import { createScale, type Evidence, type Scale, weigh } from './weigh'

/** How an id was decided, and on what. Kept with the event; shown on request only. */
export interface Why {
  readonly method: 'anchor' | 'likelihood' | 'new'
  /** What became of each token that the browser presented. */
  readonly anchors: readonly AnchorVerdict[]
  /**
   * What spoke for and against the chosen visitor; for a new one, the known one that came closest.
   * Values that agree and weigh less than 0.1 are left out.
   */
  readonly evidence: readonly Evidence[]
  /** How many known visitors were compared. */
  readonly compared: number
  /** Chance that the visit is of anybody known, 0 to 1. Absent when a token decided. */
  readonly known?: number
  /** What that chance was made from: ln of the evidence for anybody known over that for somebody new. */
  readonly score?: number
  /** The next best visitor, and by how much it fell short, in the unit of the weights. */
  readonly runnerUp?: { readonly visitorId: string; readonly behind: number }
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
    | 'other_browser'
}

export interface Identification {
  readonly visitorId: string
  readonly isFound: boolean
  /** 0 to 1. For a new visitor 1 - P(known). */
  readonly confidence: number
  /** Unix ms; absent for a visitor without an earlier visit. */
  readonly firstSeenAt?: number
  readonly lastSeenAt?: number
  /** The coarser id: one for all visitors that may be the same browser. */
  readonly highRecall: HighRecall & { readonly isFound: boolean; readonly lastSeenAt?: number }
  /** The storage that the visit's token is put into: that of the token which decided, else a new one. */
  readonly storage: string
  /** Two proven ids of one browser: the younger becomes an alias of the older. */
  readonly merge?: { readonly younger: string; readonly older: string }
  readonly why: Why
}

/** From this chance on a visit is given to the known visitor that fits best. */
const knownMin = 0.65
/** And from this one on it shares its high-recall id. */
const highRecallMin = 0.15
/** Characters of a storage's id: enough that no two of a visitor are alike. */
const storageIdLength = 9
/** ln of the odds that a token which fits engine, system and machine was not copied. */
const tokenWeight = 7

/**
 * Decides who it is: a proven token that fits, else the known visitor that the visit most likely
 * is, when it is likelier to be of anybody known than of somebody new. Pure and total.
 *
 * @param freshVisitorId used only when the visitor is new
 */
export function identify(facts: Facts, freshVisitorId: string): Identification {
  const visit = observe(facts)
  const anchors = judgeAnchors(facts.anchors, facts.history.anchored, visit)
  // Nobody else's, whether the fresh id is used or not.
  const storage = anchors.storage ?? freshVisitorId.slice(-storageIdLength)
  return { ...decideWho(facts, visit, { anchors, freshVisitorId }), storage }
}

type Decision = Omit<Identification, 'storage'>

function decideWho(
  facts: Facts,
  visit: Observation,
  { anchors, freshVisitorId }: { anchors: AnchorJudgement; freshVisitorId: string },
): Decision {
  const scale = createScale(visit, facts.population, { ip: facts.network.ip, now: facts.now })
  const [oldest, ...younger] = anchors.proven
  if (oldest) return byAnchor(scale, oldest, younger, anchors)
  if (anchors.orphanId !== undefined) return orphan(anchors.orphanId, anchors, facts.now)
  return byLikelihood(scale, facts, freshVisitorId, anchors)
}

/** Every known visitor that was read for this visit, once. */
export function candidatesOf({ history }: Pick<Facts, 'history'>): Profile[] {
  const all = [...(history.exact ? [history.exact] : []), ...history.candidates]
  return [...new Map(all.map((profile) => [profile.visitorId, profile])).values()]
}

function byAnchor(
  scale: Scale,
  oldest: Profile,
  [younger]: readonly Profile[],
  { verdicts }: AnchorJudgement,
): Decision {
  const evidence: Evidence[] = []
  const weight = weigh(scale, oldest, evidence)
  const confidence = (1 / (1 + Math.exp(-weight - tokenWeight))) * (1 - oldest.traits.doubt)
  return {
    ...found(oldest, confidence),
    ...(younger && { merge: { younger: younger.visitorId, older: oldest.visitorId } }),
    why: { method: 'anchor', anchors: verdicts, evidence: rounded(evidence), compared: 1 },
  }
}

function orphan(visitorId: string, { verdicts }: AnchorJudgement, now: number): Decision {
  return {
    visitorId,
    isFound: false,
    confidence: 0.9,
    highRecall: { ...freshHighRecall(visitorId, now), isFound: false },
    why: { method: 'anchor', anchors: verdicts, evidence: [], compared: 0 },
  }
}

function byLikelihood(
  scale: Scale,
  facts: Facts,
  freshVisitorId: string,
  { verdicts, left }: AnchorJudgement,
): Decision {
  const leaves = new Set(left.map(({ visitorId }) => visitorId))
  const candidates = candidatesOf(facts).filter(({ visitorId }) => !leaves.has(visitorId))
  const { ranked, score, known, share } = weighAll(scale, candidates)
  const [best, second] = ranked
  const evidence: Evidence[] = []
  if (best) weigh(scale, best.profile, evidence)
  const why = {
    anchors: verdicts,
    evidence: rounded(evidence),
    compared: candidates.length,
    known: toShare(known),
    ...(best && { score: toHundredths(score) }),
    ...(best &&
      second && {
        runnerUp: {
          visitorId: second.profile.visitorId,
          behind: toHundredths(best.score - second.score),
        },
      }),
  }
  if (best && known >= knownMin) {
    const confidence = known * share * (1 - best.profile.traits.doubt)
    return { ...found(best.profile, confidence), why: { method: 'likelihood', ...why } }
  }
  const similar = best && known >= highRecallMin ? best.profile : left[0]
  return {
    visitorId: freshVisitorId,
    isFound: false,
    confidence: toShare(1 - known),
    highRecall: similar
      ? highRecallOf(similar)
      : { ...freshHighRecall(freshVisitorId, facts.now), isFound: false },
    why: { method: 'new', ...why },
  }
}

function found(profile: Profile, confidence: number): Omit<Decision, 'why'> {
  return {
    visitorId: profile.visitorId,
    isFound: true,
    confidence: toShare(confidence),
    firstSeenAt: profile.firstSeenAt,
    lastSeenAt: profile.lastSeenAt,
    highRecall: highRecallOf(profile),
  }
}

function highRecallOf({ traits, lastSeenAt }: Profile): Identification['highRecall'] {
  return { ...traits.highRecall, isFound: true, lastSeenAt }
}

/** As the published API spells it: 20 characters and `_hr`. */
function freshHighRecall(visitorId: string, now: number): HighRecall {
  return { id: `${visitorId}_hr`, firstSeenAt: now }
}

/** Values that agree and say nothing would be most of the list, in every event. */
const saysMin = 0.1

function rounded(evidence: readonly Evidence[]): Evidence[] {
  const telling = evidence.filter(
    ({ relation, weight }) => relation !== 'same' || Math.abs(weight) >= saysMin,
  )
  return telling.map((one) => ({ ...one, weight: toHundredths(one.weight) }))
}

const toHundredths = (weight: number) => Math.round(weight * 100) / 100
const toShare = (chance: number) => Math.round(Math.min(1, Math.max(0, chance)) * 10_000) / 10_000
