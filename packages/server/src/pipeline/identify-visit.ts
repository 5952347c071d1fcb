import {
  chooseShadow,
  type Facts,
  identify,
  judge,
  type NetworkFacts,
  type Population,
  suspectScore,
  visitKeys,
} from '@whorl/core'
import type { HistoryAnswer, HistoryQuery } from '@whorl/store'
import { type IdentifyPayload, WhorlError } from '@whorl/wire'
import type { House } from '../house'
import { createVisitorId } from '../ids'
import { suspectWeightsOf } from '../tenants/suspect-weights'
import { readAnchors } from '../tokens'
import type { Admission } from './admit'
import { visitorCookie } from './cookie'
import type { Message } from './decode'
import { createFloodGuard } from './flood-guard'
import { fromStore } from './from-store'
import type { IngressCall } from './ingress-call'
import { type Decision, recordVisit, roundsMax } from './record-visit'
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

const nonceDayMs = 86_400_000

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
  const population = await fromStore(house.populations.of(admission.workspace.id))
  const shadow = anchors.length > 0 ? chooseShadow(population, message.nonce) : undefined
  let query: HistoryQuery = {
    workspaceId: admission.workspace.id,
    anchors: [...new Set(anchors.flatMap(({ visitorId }) => visitorId ?? []))],
    keys: visitKeys({ payload: message.payload, network: visit.network }),
    nonce: message.nonce,
    bodyHash: message.bodyHash,
    noncesSince: realNow - nonceDayMs,
    candidates: shadow ? 'always' : 'unless_anchored',
  }
  const freshVisitorId = createVisitorId()
  const mayKeep = createFloodGuard(house, admission, query)
  let known = await fromStore(house.store.visits.history(query))
  for (let round = 1; round <= roundsMax; round++) {
    const first = visit.isRetry && answerOfRetry(known.nonceUse, { ip: admission.ip, realNow })
    if (first) return first
    let facts = toFacts(visit, { anchors, known, population })
    if (known.areCandidatesLeftOut && identify(facts, freshVisitorId).why.method !== 'anchor') {
      // The token is of a known visitor but does not fit this browser.
      query = { ...query, candidates: 'always' }
      known = await fromStore(house.store.visits.history(query))
      facts = toFacts(visit, { anchors, known, population })
    }
    const decision = decide(house, visit, facts, freshVisitorId)
    const outcome = await recordVisit(house, visit, {
      query,
      known,
      facts,
      decision,
      mayKeep,
      shadow,
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

function toFacts(
  visit: Visit,
  {
    anchors,
    known,
    population,
  }: { anchors: Facts['anchors']; known: HistoryAnswer; population: Population },
): Facts {
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
    population,
    now: call.now,
  }
}

function decide(house: House, visit: Visit, facts: Facts, freshVisitorId: string): Decision {
  const identification = identify(facts, freshVisitorId)
  const { verdicts, failed } = judge(facts)
  for (const { name, cause } of failed) {
    house.metrics.detectorFailures.inc({ signal: name })
    house.log.error({ signal: name, err: cause, workspace: visit.admission.workspace.id })
  }
  const weights = suspectWeightsOf(visit.admission.workspace)
  return { identification, verdicts, score: suspectScore(verdicts, weights) }
}
