import type { Anchor, AnchoredHistory } from '../facts'
import { codeOf } from './attributes'
import type { AnchorVerdict } from './identify'
import type { Observation } from './observe'
import type { Profile } from './profile'
import { isOfAnotherBrowser } from './storages'

export interface AnchorJudgement {
  readonly verdicts: readonly AnchorVerdict[]
  /** Visitors whose token is proven and fits this browser, oldest first, without duplicates. */
  readonly proven: readonly Profile[]
  /** A proven id whose row is gone through retention or a restore. */
  readonly orphanId?: string
  /** The storage of the first token that was accepted. */
  readonly storage?: string
  /** Visitors whose token came from a browser that is another one. */
  readonly left: readonly Profile[]
}

/** What stays with a machine. A few of it change now and then, most of it never. */
const ofMachine = [
  'touch',
  'model',
  'processor',
  'renderer',
  'webglLimits',
  'cores',
  'memory',
  'screen',
  'colorDepth',
  'gamut',
  'preferences',
  'fonts',
].map(codeOf)
const comparedMin = 5
/** With a smaller share of agreeing values than this, a token was copied from another machine. */
const agreeShareMin = 1 / 3

/** Decides which of the presented tokens may name the visitor. */
export function judgeAnchors(
  anchors: readonly Anchor[],
  anchored: readonly AnchoredHistory[],
  visit: Observation,
): AnchorJudgement {
  const verdicts: AnchorVerdict[] = []
  const proven = new Map<string, Profile>()
  const left = new Map<string, Profile>()
  let orphanId: string | undefined
  let storage: string | undefined
  for (const anchor of anchors) {
    const known = anchored.find(({ visitorId }) => visitorId === anchor.visitorId)
    const verdict = anchor.state === 'forged' ? 'forged' : judgeKnown(known, anchor, visit)
    verdicts.push({ carrier: anchor.carrier, verdict })
    if (verdict === 'other_browser' && known?.profile) {
      left.set(known.profile.visitorId, known.profile)
    }
    if (verdict !== 'accepted') continue
    storage ??= anchor.storage
    if (known?.profile) proven.set(known.profile.visitorId, known.profile)
    else orphanId ??= anchor.visitorId
  }
  return {
    verdicts,
    proven: [...proven.values()].sort(olderFirst),
    ...(orphanId !== undefined && { orphanId }),
    ...(storage !== undefined && { storage }),
    left: [...left.values()].filter(({ visitorId }) => !proven.has(visitorId)),
  }
}

function judgeKnown(
  known: AnchoredHistory | undefined,
  { storage }: Anchor,
  visit: Observation,
): AnchorVerdict['verdict'] {
  if (known?.state === 'deleted') return 'deleted'
  const profile = known?.profile
  if (!profile) return 'accepted'
  if (profile.engine !== visit.engine) return 'engine_conflict'
  if (profile.os !== visit.os) return 'os_conflict'
  let compared = 0
  let agreed = 0
  for (const code of ofMachine) {
    const last = profile.traits.last[code] ?? 0
    const value = visit.values[code] ?? 0
    if (last === 0 || value === 0) continue
    compared++
    if (last === value || profile.traits.earlier[code]?.includes(value)) agreed++
  }
  if (compared >= comparedMin && agreed < compared * agreeShareMin) return 'device_conflict'
  return isOfAnotherBrowser(profile, storage, visit.version) ? 'other_browser' : 'accepted'
}

function olderFirst(a: Profile, b: Profile): number {
  return a.firstSeenAt - b.firstSeenAt || (a.visitorId < b.visitorId ? -1 : 1)
}
