import type { Facts } from '../facts'
import { identityValues } from './compare'
import { deviceEngine, deviceOs } from './device'
import type { Identification } from './identify'
import { isUniformOnPurpose, matchKeys } from './match-keys'
import type { MatchKeys, Profile } from './profile'

/** The keys by which the store is asked about this visit. */
export function visitKeys(facts: Pick<Facts, 'payload' | 'network'>): MatchKeys {
  const engine = deviceEngine(facts)
  if (isUniformOnPurpose(facts.payload.signals, engine)) return { blocks: [] }
  return matchKeys(identityValues(facts.payload.signals, engine), engine, deviceOs(facts))
}

/** The visitor as it is to be kept after this visit. Values that are absent now stay as they were. */
export function profileAfter(facts: Facts, identification: Identification): Profile {
  const engine = deviceEngine(facts)
  const before = findProfile(facts, identification.visitorId)
  return {
    visitorId: identification.visitorId,
    firstSeenAt: before?.firstSeenAt ?? facts.now,
    lastSeenAt: Math.max(before?.lastSeenAt ?? 0, facts.now),
    engine,
    os: deviceOs(facts),
    signals: { ...before?.signals, ...identityValues(facts.payload.signals, engine) },
    ip: facts.network.ip,
    visits: (before?.visits ?? 0) + 1,
  }
}

function findProfile({ history }: Facts, visitorId: string): Profile | undefined {
  return [
    ...history.anchored.flatMap(({ profile }) => profile ?? []),
    ...(history.exact ? [history.exact] : []),
    ...history.candidates,
  ].find((profile) => profile.visitorId === visitorId)
}
