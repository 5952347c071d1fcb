import type { Engine } from '@whorl/signals'
import type { Anchor, AnchoredHistory, OsFamily } from '../facts'
import { compareDevice } from './compare'
import type { AnchorVerdict } from './identify'
import { exactSignalsMin } from './match-keys'
import type { Profile } from './profile'

export interface AnchorJudgement {
  readonly verdicts: readonly AnchorVerdict[]
  /** Visitors whose token is proven and fits this browser, oldest first, without duplicates. */
  readonly proven: readonly Profile[]
  /** A proven id whose row is gone through retention or a restore. */
  readonly orphanId?: string
}

interface ThisBrowser {
  readonly engine: Engine
  readonly os: OsFamily
  readonly values: Readonly<Record<string, unknown>>
}

/** With fewer agreeing `device` signals than this share, a token was copied from another machine. */
const agreeShareMin = 1 / 3

/** Decides which of the presented tokens may name the visitor. */
export function judgeAnchors(
  anchors: readonly Anchor[],
  anchored: readonly AnchoredHistory[],
  browser: ThisBrowser,
): AnchorJudgement {
  const verdicts: AnchorVerdict[] = []
  const proven = new Map<string, Profile>()
  let orphanId: string | undefined
  for (const anchor of anchors) {
    const known = anchored.find(({ visitorId }) => visitorId === anchor.visitorId)
    const verdict = anchor.state === 'forged' ? 'forged' : judgeKnown(known, browser)
    verdicts.push({ carrier: anchor.carrier, verdict })
    if (verdict !== 'accepted') continue
    if (known?.profile) proven.set(known.profile.visitorId, known.profile)
    else orphanId ??= anchor.visitorId
  }
  return {
    verdicts,
    proven: [...proven.values()].sort(olderFirst),
    ...(orphanId !== undefined && { orphanId }),
  }
}

function judgeKnown(
  known: AnchoredHistory | undefined,
  browser: ThisBrowser,
): AnchorVerdict['verdict'] {
  if (known?.state === 'deleted') return 'deleted'
  const profile = known?.profile
  if (!profile) return 'accepted'
  if (profile.engine !== browser.engine) return 'engine_conflict'
  if (profile.os !== browser.os) return 'os_conflict'
  const { agreed, differed } = compareDevice(profile.signals, browser.values, browser.engine)
  const compared = agreed.length + differed.length
  if (compared >= exactSignalsMin && agreed.length < compared * agreeShareMin) {
    return 'device_conflict'
  }
  return 'accepted'
}

function olderFirst(a: Profile, b: Profile): number {
  return a.firstSeenAt - b.firstSeenAt || (a.visitorId < b.visitorId ? -1 : 1)
}
