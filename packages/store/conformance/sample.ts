import type { EdgeRecord, EventRecord, Profile, Traits } from '@whorl/core'
import { base62, spellBucket } from '@whorl/wire'
import type { HistoryAnswer, HistoryQuery, RecordCommand, Store } from '../src/store'

/** A moment to count from; the store itself has no clock but for `findNonce`. */
export const someTime = 1_790_000_000_000

/** Another process on the same file counts from elsewhere. */
let last = process.pid * 1_000_000

/** Letters that no other call has returned, `length` of them. */
export function uniqueLetters(length: number): string {
  last += 1
  let rest = last
  let text = ''
  while (text.length < length) {
    text = base62.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return text
}

export function aVisitorId(): string {
  return spellBucket((last * 31) % 3844) + uniqueLetters(18)
}

export function anEventId(timestamp: number): string {
  return `${timestamp}.${uniqueLetters(6)}`
}

/** Of a visitor that was seen once. */
export const someTraits: Traits = {
  product: 'Chrome',
  version: 156,
  last: [1, 0, 4_294_967_295],
  earlier: { 2: [7, 8] },
  changes: { 2: 2 },
  fonts: [11, 12],
  networks: [21, 22, 23],
  tokenless: 1,
  moves: 2,
  doubt: 0.012,
  highRecall: { id: 'AAAAaliceAAAAaliceAA_hr', firstSeenAt: someTime },
}

export function aProfile(changes: Partial<Profile> = {}): Profile {
  return {
    visitorId: aVisitorId(),
    firstSeenAt: someTime,
    lastSeenAt: someTime,
    engine: 'blink',
    os: 'linux',
    traits: someTraits,
    ip: '192.0.2.1',
    visits: 1,
    ...changes,
  }
}

export function anEvent(
  workspaceId: string,
  visitorId: string,
  { timestamp = someTime, ...changes }: Partial<EventRecord> = {},
): EventRecord {
  return {
    eventId: anEventId(timestamp),
    timestamp,
    workspaceId,
    environmentId: 'ae_0123456789abcdef',
    source: 'device',
    revision: 1,
    url: 'https://shop.example/',
    referrer: '',
    ip: '192.0.2.1',
    userAgent: 'Mozilla/5.0',
    sdk: { platform: 'js', version: '4.0.0' },
    replayed: false,
    identification: { visitorId, visitorFound: false, confidence: 0.9 },
    browser: {
      browserName: 'Chrome',
      browserMajorVersion: '156',
      browserFullVersion: '156.0.1',
      os: 'Linux',
      osVersion: '',
      device: 'Other',
    },
    readings: {},
    verdicts: {},
    why: { method: 'new', anchors: [], evidence: [], compared: 0 },
    ...changes,
  }
}

export function anEdgeEvent(
  workspaceId: string,
  { timestamp = someTime, ...changes }: Partial<EdgeRecord> = {},
): EdgeRecord {
  const address = '192.0.2.1'
  return {
    source: 'edge',
    eventId: anEventId(timestamp),
    timestamp,
    workspaceId,
    environmentId: 'ae_0123456789abcdef',
    revision: 1,
    url: 'https://shop.example/',
    method: 'GET',
    ip: address,
    userAgent: 'Mozilla/5.0',
    verdicts: {
      ip_info: { value: { v4: { address, isBogon: true, known: [] } }, evidence: [] },
    },
    ...changes,
  }
}

export function aQuery(workspaceId: string, changes: Partial<HistoryQuery> = {}): HistoryQuery {
  return {
    workspaceId,
    anchors: [],
    keys: { blocks: [] },
    nonce: uniqueLetters(12),
    bodyHash: uniqueLetters(12),
    noncesSince: someTime - 24 * 60 * 60 * 1000,
    ...changes,
  }
}

/** A command that expects exactly what `answer` said. */
export function aCommand(
  query: HistoryQuery,
  answer: HistoryAnswer,
  profile: Profile,
  changes: Partial<RecordCommand> = {},
): RecordCommand {
  return {
    query,
    event: anEvent(query.workspaceId, profile.visitorId),
    profile,
    isNewVisitor: !answer.versions.visitors.includes(profile.visitorId),
    answer: '{}',
    usedAt: someTime,
    expects: {
      versions: answer.versions,
      isNonceUsed: answer.nonceUse !== undefined,
      isBodyUsed: answer.isBodyUsed,
      checkBlocks: true,
    },
    ...changes,
  }
}

/** One visit of a visitor, from history to record. Fails the test unless it was recorded. */
export async function visit(
  store: Store,
  query: HistoryQuery,
  profile: Profile,
  changes: Partial<RecordCommand> = {},
): Promise<RecordCommand> {
  const answer = await store.visits.history(query)
  const command = aCommand(query, answer, profile, changes)
  const outcome = await store.visits.record(command)
  if (outcome.kind !== 'recorded') throw new Error(`the visit was not recorded: ${outcome.kind}`)
  return command
}
