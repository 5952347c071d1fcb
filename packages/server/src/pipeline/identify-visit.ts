import {
  type Facts,
  type Identification,
  identify,
  judge,
  type NetworkFacts,
  profileAfter,
  suspectScore,
  visitKeys,
} from '@whorl/core'
import type { HistoryAnswer, HistoryQuery, RecordCommand } from '@whorl/store'
import { type IdentifyPayload, WhorlError } from '@whorl/wire'
import type { House } from '../house'
import { createEventId, createVisitorId } from '../ids'
import { readAnchors, signToken } from '../tokens'
import type { Admission } from './admit'
import { toIngestAnswer } from './answer'
import { visitorCookie } from './cookie'
import type { Message } from './decode'
import { toEventRecord } from './event-record'
import { fromStore } from './from-store'
import type { IngressCall } from './ingress-call'
import { answerOfRetry, type Recorded } from './recorded'

/** An admitted first message. */
export interface Visit {
  readonly call: IngressCall
  readonly admission: Admission
  readonly message: Message<IdentifyPayload>
  readonly network: NetworkFacts
  readonly challenge: 'valid' | 'expired' | 'absent'
  readonly isRetry: boolean
}

/** After this many conflicts the client is asked to come again. */
const roundsMax = 3
const nonceDayMs = 86_400_000
const eventIdTriesMax = 8

/**
 * history, identify, judge, score, record: until nothing moved in between.
 *
 * @throws WhorlError service_unavailable when others kept changing the same visitor
 */
export async function identifyVisit(house: House, visit: Visit): Promise<Recorded> {
  const { admission, message } = visit
  const realNow = house.clock.real()
  const anchors = readAnchors(house.secrets, admission.workspace.id, {
    httpCookie: visitorCookie(visit.call.request.headers.cookie),
    stored: message.payload.tokens,
  })
  const query: HistoryQuery = {
    workspaceId: admission.workspace.id,
    anchors: [...new Set(anchors.flatMap(({ visitorId }) => visitorId ?? []))],
    keys: visitKeys({ payload: message.payload, network: visit.network }),
    nonce: message.nonce,
    bodyHash: message.bodyHash,
    noncesSince: realNow - nonceDayMs,
  }
  const freshVisitorId = createVisitorId()
  const mayKeepNew = once(() => isNewVisitorAllowed(house, admission))
  let known = await fromStore(house.store.visits.history(query))
  for (let round = 1; round <= roundsMax; round++) {
    const first = visit.isRetry && answerOfRetry(known.nonceUse, { ip: admission.ip, realNow })
    if (first) return first
    const facts = toFacts(visit, anchors, known)
    const decision = decide(house, visit, facts, freshVisitorId)
    const outcome = await record(house, visit, {
      query,
      known,
      facts,
      decision,
      mayKeepNew,
      realNow,
      round,
    })
    if ('recorded' in outcome) {
      house.metrics.identifyRounds.observe(round)
      return outcome.recorded
    }
    known = outcome.fresh
  }
  throw new WhorlError('service_unavailable', { details: { reason: 'conflicts' } })
}

function toFacts(visit: Visit, anchors: Facts['anchors'], known: HistoryAnswer): Facts {
  const { message, network, challenge, call } = visit
  const isUsed = known.nonceUse !== undefined || known.isBodyUsed
  return {
    payload: message.payload,
    network,
    ingest: {
      challenge,
      isReplayed: isUsed || challenge === 'expired',
      isEncrypted: message.isEncrypted,
    },
    anchors,
    history: known.history,
    now: call.now,
  }
}

/** Everything that core says about the visit. */
interface Decision {
  readonly identification: Identification
  readonly verdicts: ReturnType<typeof judge>['verdicts']
  readonly score: ReturnType<typeof suspectScore>
}

function decide(house: House, visit: Visit, facts: Facts, freshVisitorId: string): Decision {
  const identification = identify(facts, freshVisitorId)
  const { verdicts, failed } = judge(facts)
  for (const { name, cause } of failed) {
    house.metrics.detectorFailures.inc({ signal: name })
    house.log.error({ signal: name, err: cause, workspace: visit.admission.workspace.id })
  }
  return { identification, verdicts, score: suspectScore(verdicts) }
}

interface RecordContext {
  readonly query: HistoryQuery
  readonly known: HistoryAnswer
  readonly facts: Facts
  readonly decision: Decision
  readonly mayKeepNew: () => boolean
  readonly realNow: number
  readonly round: number
}

async function record(
  house: House,
  visit: Visit,
  context: RecordContext,
): Promise<{ recorded: Recorded } | { fresh: HistoryAnswer }> {
  for (let attempt = 0; attempt < eventIdTriesMax; attempt++) {
    const { command, recorded } = toCommand(house, visit, context)
    const outcome = await fromStore(house.store.visits.record(command))
    if (outcome.kind === 'conflict') return { fresh: outcome.fresh }
    if (outcome.kind === 'event_id_taken') continue
    afterRecord(house, command, context.facts)
    return { recorded }
  }
  throw new WhorlError('service_unavailable', { details: { reason: 'event ids' } })
}

function toCommand(
  house: House,
  visit: Visit,
  { query, known, facts, decision, mayKeepNew, realNow, round }: RecordContext,
): { command: RecordCommand; recorded: Recorded } {
  const { identification } = decision
  const { visitorId, isFound, merge } = identification
  const { workspaceId } = query
  const updates = !facts.ingest.isReplayed && (isFound || mayKeepNew())
  const eventId = createEventId({ timestamp: facts.now, visitorId }, house.secrets.eventBucket)
  const event = toEventRecord({ eventId, visit, facts, ...decision })
  const token = updates ? signToken(house.secrets, workspaceId, visitorId) : undefined
  const recorded: Recorded = {
    answer: toIngestAnswer(house, visit, event, token),
    ...(token !== undefined && { token }),
  }
  const command: RecordCommand = {
    query,
    event,
    ...(updates && { profile: profileAfter(facts, identification) }),
    isNewVisitor: !isFound,
    ...(updates && merge && { merge }),
    answer: JSON.stringify(recorded),
    usedAt: realNow,
    expects: {
      versions: known.versions,
      isNonceUsed: known.nonceUse !== undefined,
      isBodyUsed: known.isBodyUsed,
      checkBlocks: round < roundsMax,
    },
  }
  return { command, recorded }
}

/**
 * A flood of invented devices makes events but no visitors: over the limit of new visitors nothing
 * is kept that a later visit could match.
 */
function isNewVisitorAllowed(house: House, { limits, publicKey }: Admission): boolean {
  const perMinute = limits.newVisitorsPerMinute
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

function afterRecord(house: House, { event }: RecordCommand, facts: Facts): void {
  house.metrics.identified.inc({
    method: event.why.method,
    replayed: String(event.replayed),
  })
  const { workspaceId, eventId } = event
  if (event.late) house.late.expect({ workspaceId, eventId, facts })
}
