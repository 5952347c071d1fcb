import type { Engine } from '@whorl/signals'
import type { History, OsFamily } from '../facts'
import { type Comparison, compareDevice } from './compare'
import { exactSignalsMin } from './match-keys'
import type { Profile } from './profile'

export interface ExactMatch {
  readonly profile: Profile
  readonly comparison: Comparison
  /** Another visitor that fits as well. */
  readonly runnerUp?: Profile
}

/**
 * The visitor whose `device` signals are all equal where both sides have them, at least 12 of
 * them. Among several the one seen from the same address wins, then the last seen.
 */
export function findExactMatch(
  history: History,
  values: Readonly<Record<string, unknown>>,
  { engine, os, ip }: { engine: Engine; os: OsFamily; ip: string },
): ExactMatch | undefined {
  const pool = new Map<string, Profile>()
  for (const profile of [...(history.exact ? [history.exact] : []), ...history.candidates]) {
    pool.set(profile.visitorId, profile)
  }
  const matches: { profile: Profile; comparison: Comparison }[] = []
  for (const profile of pool.values()) {
    if (profile.engine !== engine || profile.os !== os) continue
    const comparison = compareDevice(profile.signals, values, engine)
    if (comparison.differed.length > 0 || comparison.agreed.length < exactSignalsMin) continue
    matches.push({ profile, comparison })
  }
  matches.sort(
    (a, b) =>
      Number(b.profile.ip === ip) - Number(a.profile.ip === ip) ||
      b.profile.lastSeenAt - a.profile.lastSeenAt ||
      (a.profile.visitorId < b.profile.visitorId ? -1 : 1),
  )
  const [best, second] = matches
  return best && { ...best, ...(second && { runnerUp: second.profile }) }
}
