import type { Facts } from '../facts'
import { attributes } from './attributes'
import type { Identification } from './identify'
import { networkLevels } from './networks'
import { type Observation, observe } from './observe'
import type { Profile, Storage, Traits } from './profile'
import { storagesAfter } from './storages'

const earlierMax = 4
const networksMax = 6
const tokenlessMax = 15
const movesMax = 255

/** The visitor as it is to be kept after this visit. Values that are absent now stay as they were. */
export function profileAfter(facts: Facts, identification: Identification): Profile {
  const visit = observe(facts)
  const before = findProfile(facts, identification.visitorId)
  const visits = (before?.visits ?? 0) + 1
  return {
    visitorId: identification.visitorId,
    firstSeenAt: before?.firstSeenAt ?? facts.now,
    lastSeenAt: Math.max(before?.lastSeenAt ?? 0, facts.now),
    engine: visit.engine,
    os: visit.os,
    traits: traitsAfter(before, visit, identification, visits),
    ip: facts.network.ip,
    visits,
  }
}

/** The visitor as it was before this visit. */
export function findProfile({ history }: Facts, visitorId: string): Profile | undefined {
  return [
    ...history.anchored.flatMap(({ profile }) => profile ?? []),
    ...(history.exact ? [history.exact] : []),
    ...history.candidates,
  ].find((profile) => profile.visitorId === visitorId)
}

function traitsAfter(
  before: Profile | undefined,
  visit: Observation,
  identification: Identification,
  visits: number,
): Traits {
  const { highRecall, why, confidence } = identification
  const known = before?.traits
  const last: number[] = []
  const earlier: Record<number, readonly number[]> = { ...known?.earlier }
  const changes: Record<number, number> = { ...known?.changes }
  for (const { code } of attributes) {
    const was = known?.last[code] ?? 0
    const is = visit.values[code] ?? 0
    last.push(is === 0 ? was : is)
    if (is === 0 || was === 0 || is === was) continue
    changes[code] = (changes[code] ?? 0) + 1
    const others = (earlier[code] ?? []).filter((value) => value !== is && value !== was)
    earlier[code] = [was, ...others].slice(0, earlierMax)
  }
  const doubt = known?.doubt ?? 0
  const isLinked = why.method === 'likelihood'
  return {
    product: visit.product || (known?.product ?? ''),
    version: visit.version || (known?.version ?? 0),
    last,
    earlier,
    changes,
    fonts: visit.fonts.length > 0 ? visit.fonts : (known?.fonts ?? []),
    networks: networksAfter(known?.networks ?? [], visit.networks),
    tokenless: Math.min(tokenlessMax, (known?.tokenless ?? 0) + (isLinked ? 1 : 0)),
    moves: Math.min(movesMax, (known?.moves ?? 0) + (known && hasMoved(known, visit) ? 1 : 0)),
    doubt: isLinked ? round(doubt + (1 - confidence - doubt) / visits) : doubt,
    highRecall: { id: highRecall.id, firstSeenAt: highRecall.firstSeenAt },
    storages: storagesOf(known, visit, identification),
  }
}

/** A storage counts from when it brings its token back; that of a first visit, which begins the list. */
function storagesOf(
  known: Traits | undefined,
  { version }: Observation,
  { storage, why }: Identification,
): readonly Storage[] {
  const before = known?.storages ?? []
  return known && why.method !== 'anchor' ? before : storagesAfter(before, storage, version)
}

/** Whether the visitor had not been seen on the narrow network before. */
function hasMoved({ networks }: Traits, visit: Observation): boolean {
  const narrow = visit.networks[0]
  if (narrow === undefined || networks.length === 0) return false
  return !networks.some((network, index) => index % networkLevels === 0 && network === narrow)
}

/** The networks with the visit's at the end; the longest unused fall off. */
function networksAfter(known: readonly number[], now: readonly number[]): readonly number[] {
  if (now.length === 0) return known
  const others: number[] = []
  for (let start = 0; start < known.length; start += networkLevels) {
    const place = known.slice(start, start + networkLevels)
    if (place[0] !== now[0]) others.push(...place)
  }
  return [...others.slice(-(networksMax - 1) * networkLevels), ...now]
}

const round = (share: number) => Math.round(Math.max(0, share) * 1_000) / 1_000
