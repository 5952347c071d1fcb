import {
  type chooseShadow,
  type EventRecord,
  type Facts,
  type Identification,
  type judge,
  learn,
  learnFromShadow,
  profileAfter,
  type suspectScore,
} from '@whorl/core'
import type { HistoryAnswer, HistoryQuery, RecordCommand } from '@whorl/store'
import { WhorlError } from '@whorl/wire'
import type { House } from '../house'
import { createEventId } from '../ids'
import { signToken } from '../tokens'
import { toIngestAnswer } from './answer'
import { toEventRecord } from './event-record'
import { findDeviceEvent } from './find-device-event'
import type { FloodGuard } from './flood-guard'
import { fromStore } from './from-store'
import type { Visit } from './identify-visit'
import type { Recorded } from './recorded'
import { sealResult } from './sealed-result'
import type { Sighting } from './sightings'
import { takePosition } from './take-position'

/** How many rounds of identifying there are at most; the last one forgives moved lists. */
export const roundsMax = 3
const eventIdTriesMax = 8

/** Everything that core says about the visit. */
export interface Decision {
  readonly identification: Identification
  readonly verdicts: ReturnType<typeof judge>['verdicts']
  readonly score: ReturnType<typeof suspectScore>
}

export interface RecordContext {
  readonly query: HistoryQuery
  readonly known: HistoryAnswer
  readonly facts: Facts
  readonly decision: Decision
  readonly mayKeep: FloodGuard
  readonly shadow: ReturnType<typeof chooseShadow>
  readonly realNow: number
  readonly round: number
}

/** Records the visit as decided, or says what moved in between. */
export async function recordVisit(
  house: House,
  visit: Visit,
  context: RecordContext,
): Promise<{ recorded: Recorded } | { fresh: HistoryAnswer }> {
  for (let attempt = 0; attempt < eventIdTriesMax; attempt++) {
    const { command, recorded } = toCommand(house, visit, context)
    const outcome = await fromStore(house.store.visits.record(command))
    if (outcome.kind === 'conflict') return { fresh: outcome.fresh }
    if (outcome.kind === 'event_id_taken') continue
    afterRecord(house, command, context)
    return { recorded: await withSealedCounts(house, visit, command, recorded) }
  }
  throw new WhorlError('service_unavailable', { details: { reason: 'event ids' } })
}

/**
 * Velocity is counted as the event is recorded, after its answer was made: a sealed result is made
 * again with it. The agent's own retry gets the answer that was recorded.
 */
async function withSealedCounts(
  house: House,
  visit: Visit,
  { event: { workspaceId, eventId } }: RecordCommand,
  recorded: Recorded,
): Promise<Recorded> {
  if (!visit.admission.settings.sealedResults) return recorded
  const event = await fromStore(findDeviceEvent(house.store, workspaceId, eventId))
  if (!event) return recorded
  const { face } = visit.message.payload.sdk
  const sealedResult = sealResult(house, visit.admission, event, face)
  return {
    ...recorded,
    answer: { ...recorded.answer, ...(sealedResult !== undefined && { sealedResult }) },
  }
}

function toCommand(
  house: House,
  visit: Visit,
  { query, known, facts, decision, mayKeep, realNow, round }: RecordContext,
): { command: RecordCommand; recorded: Recorded } {
  const { identification } = decision
  const { visitorId, storage, isFound, merge } = identification
  const { workspaceId } = query
  const updates = !facts.ingest.isReplayed && mayKeep(identification)
  const eventId = createEventId({ timestamp: facts.now, visitorId }, house.secrets.eventBucket)
  const taken = takePosition(house.secrets, workspaceId, facts.payload.signals)
  const event = toEventRecord({ eventId, visit, facts, taken, ...decision })
  const token = updates ? signToken(house.secrets, workspaceId, { visitorId, storage }) : undefined
  const usualDailyEvents = house.activity.usualOf(workspaceId)
  const recorded: Recorded = {
    answer: toIngestAnswer(house, visit, event, token),
    ...(token !== undefined && { token }),
  }
  const command: RecordCommand = {
    query,
    event,
    ...(usualDailyEvents !== undefined && { usualDailyEvents }),
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

function afterRecord(
  house: House,
  { event, profile }: RecordCommand,
  { facts, decision, shadow }: RecordContext,
): void {
  house.metrics.identified.inc({
    method: event.why.method,
    replayed: String(event.replayed),
  })
  if (profile) {
    learn(facts.population, facts, decision.identification)
    if (shadow && event.why.method === 'anchor') {
      learnFromShadow(facts.population, facts, shadow.isHidden)
    }
  }
  const { workspaceId, eventId } = event
  if (!event.replayed) house.sightings.note(workspaceId, event.ip, toSighting(event))
  if (event.late) house.late.expect({ workspaceId, eventId, facts })
  else house.webhooks.wake()
}

function toSighting({ identification, verdicts, timestamp }: EventRecord): Sighting {
  const vpn = verdicts.vpn?.value
  return {
    visitorId: identification.visitorId,
    ...(vpn?.methods.timezoneMismatch && { foreignZone: vpn.originTimezone }),
    at: timestamp,
  }
}
