import {
  type EventRecord,
  type Facts,
  judgeAgain,
  type NetworkFacts,
  type Population,
  suspectScore,
} from '@whorl/core'
import type { Workspace } from '@whorl/store'
import { type LateAnswer, type LatePayload, type Readings, WhorlError } from '@whorl/wire'
import type { House } from '../house'
import { suspectWeightsOf } from '../tenants/suspect-weights'
import type { Admission } from './admit'
import type { Message } from './decode'
import { fromStore } from './from-store'
import type { PendingLate } from './late-registry'
import { reviseEvent } from './revise-event'
import { takePosition } from './take-position'
import { unreadable } from './unreadable'

/**
 * The second message of an event: its readings join the first ones, the verdicts are made again,
 * all in one revision. The visitor id stays.
 *
 * @throws WhorlError event_not_found for a nonce that nobody used; request_cannot_be_parsed when
 *   the event announced nothing, or has its late facts already
 */
export async function recordLate(
  house: House,
  { workspace, environment }: Admission,
  { nonce, payload }: Message<LatePayload>,
  { network, now }: { readonly network: NetworkFacts; readonly now: number },
): Promise<LateAnswer> {
  // A page that goes away sends its second message before the first one is answered.
  await house.inFlight.find(workspace.id, nonce)?.recorded
  const use = await fromStore(house.store.visits.findNonce(workspace.id, nonce))
  if (!use) throw new WhorlError('event_not_found', { details: { reason: 'unknown nonce' } })
  const { eventId } = use
  const pending = house.late.find(workspace.id, eventId)
  const population = await fromStore(house.populations.of(workspace.id))
  await reviseEvent(house, { workspaceId: workspace.id, eventId }, (event) => {
    if (event.source === 'edge' || event.environmentId !== environment.id)
      throw new WhorlError('event_not_found')
    if (!event.late) throw unreadable('no late facts were announced')
    if (hasArrived(event, event.late)) throw unreadable('the late facts are there already')
    const readings = { ...event.readings, ...lateReadings(event.late, payload.signals) }
    const first = pending?.facts ?? factsOf(event, { key: payload.key, network, population })
    const facts = withLaterProof(first, network)
    const late = { ...event.late, completedAt: now }
    return completed(house, workspace, event, { late, readings, facts })
  })
  house.late.settle(workspace.id, eventId)
  house.webhooks.wake()
  house.metrics.late.inc({ outcome: 'arrived' })
  return { eventId }
}

/** Marks an event whose second message did not come in time. One that comes later still counts. */
export async function giveUpLate(
  house: Pick<House, 'store' | 'metrics'>,
  { workspaceId, eventId }: Pick<PendingLate, 'workspaceId' | 'eventId'>,
  completedAt: number,
): Promise<void> {
  await reviseEvent(house, { workspaceId, eventId }, (event) => {
    if (event.source === 'edge' || !event.late || event.late.completedAt !== undefined)
      return undefined
    house.metrics.late.inc({ outcome: 'given_up' })
    return { ...event, revision: event.revision + 1, late: { ...event.late, completedAt } }
  }).catch((cause: unknown) => {
    // Deleted meanwhile: nobody waits for it.
    if (!(cause instanceof WhorlError && cause.code === 'event_not_found')) throw cause
  })
}

type LateState = NonNullable<EventRecord['late']>

/** Only arrival, not giving up, leaves a reading for every announced name. */
function hasArrived({ readings }: EventRecord, { announced }: LateState): boolean {
  return announced.every((name) => readings[name] !== undefined)
}

function lateReadings({ announced }: LateState, sent: Readings): Readings {
  return Object.fromEntries(
    announced.map((name) => [name, sent[name] ?? { error: { name: 'not_sent' } }]),
  )
}

function completed(
  house: House,
  workspace: Workspace,
  event: EventRecord,
  { late, readings, facts }: { late: LateState; readings: Readings; facts: Facts },
): EventRecord {
  const { suspectScore: _before, ...rest } = event
  const complete = { ...facts, payload: { ...facts.payload, signals: readings } }
  const { verdicts, failed } = judgeAgain(complete, event.verdicts)
  for (const { name } of failed) house.metrics.detectorFailures.inc({ signal: name })
  const score = suspectScore(verdicts, suspectWeightsOf(workspace))
  return {
    ...rest,
    revision: event.revision + 1,
    ...takePosition(house.secrets, event.workspaceId, readings),
    verdicts,
    ...(score && { suspectScore: score }),
    late,
  }
}

/** The DNS may have answered only after the first message was. */
function withLaterProof(facts: Facts, { crawler }: NetworkFacts): Facts {
  if (!crawler || facts.network.crawler?.identity !== 'unknown') return facts
  return { ...facts, network: { ...facts.network, crawler } }
}

/**
 * What the first message was judged by, made again from the event, when another process took it
 * in. The headers are those of the second message: the same browser sent both.
 */
function factsOf(
  event: EventRecord,
  { key, network, population }: { key: string; network: NetworkFacts; population: Population },
): Facts {
  const { sdk, url, referrer, linkedId, tag, page } = event
  const { platform, version, integrations } = sdk
  return {
    payload: {
      v: 1,
      kind: 'identify',
      key,
      platform: platform === 'js' ? 'browser' : platform,
      sdk: { platform, version, ...(integrations && { integrations: [...integrations] }) },
      url,
      referrer,
      ...(linkedId !== undefined && { linkedId }),
      ...(tag !== undefined && { tag }),
      ...(page && { facts: page }),
      signals: event.readings,
    },
    network: { ...network, ip: event.ip, browser: event.browser, userAgent: event.userAgent },
    ingest: { challenge: 'absent', isReplayed: event.replayed, isEncrypted: false },
    anchors: [],
    history: { anchored: [], candidates: [] },
    population,
    now: event.timestamp,
  }
}
