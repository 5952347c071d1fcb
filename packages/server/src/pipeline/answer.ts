import type { EventRecord } from '@whorl/core'
import type { Environment } from '@whorl/store'
import {
  type ChallengeAnswer,
  type ExtendedAnswer,
  errors,
  type IngestAnswer,
  type IngestError,
  WhorlError,
} from '@whorl/wire'
import { issueChallenge } from '../challenge'
import type { House } from '../house'
import { environmentSettings, workspaceSettings } from '../tenants/settings'
import { createViewToken } from '../view-token'
import type { Admission } from './admit'
import { setVisitorCookie } from './cookie'
import type { Visit } from './identify-visit'
import type { IngressCall } from './ingress-call'
import type { Recorded } from './recorded'
import { isSealing, sealResult } from './sealed-result'

/** A full answer of the ingress. */
export interface IngestReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
}

/** What zero trust keeps from the browser. */
const hiddenFields = ['visitorId', 'visitorFound', 'confidence', 'suspectScore']

/** The content of an answer, before it is bound to one request. */
export function toIngestAnswer(
  house: House,
  { call, admission, message }: Visit,
  event: EventRecord,
  token: string | undefined,
): IngestAnswer {
  const { eventId, identification, suspectScore } = event
  const { publicKey, settings, workspace } = admission
  const challenge = issueChallenge(house.secrets, { publicKey, origin: call.origin }, call.now)
  const sealedResult = sealResult(house, admission, event, message.payload.sdk.face)
  const sealed = sealedResult === undefined ? {} : { sealedResult }
  if (settings.zeroTrust) return { eventId, ...sealed, challenge, zeroTrust: { hiddenFields } }
  const { smartSignals } = workspaceSettings(workspace)
  const isScored = suspectScore !== undefined && smartSignals
  return {
    eventId,
    visitorId: identification.visitorId,
    visitorFound: identification.visitorFound,
    confidence: identification.confidence,
    ...(isScored && { suspectScore: suspectScore.value }),
    ...sealed,
    ...(token !== undefined && { token }),
    challenge,
    ...(message.payload.sdk.face === 'v3' && { extended: toExtended(event, smartSignals) }),
  }
}

/** `incognito` is required there: false where nothing is known, as before late facts. */
function toExtended(event: EventRecord, isShown: boolean): ExtendedAnswer {
  const { browser, ip, identification, verdicts } = event
  const { browserName, browserFullVersion, device, os, osVersion } = browser
  return {
    incognito: isShown && (verdicts.incognito?.value.isPrivate ?? false),
    browserName,
    browserVersion: browserFullVersion,
    device,
    ip,
    os,
    osVersion,
    firstSeenAt: seen(identification.firstSeenAt),
    lastSeenAt: seen(identification.lastSeenAt),
  }
}

function seen(at: number | undefined): { global: string | null; subscription: string | null } {
  const time = at === undefined ? null : new Date(at).toISOString()
  return { global: time, subscription: time }
}

export function answerVisit(
  house: House,
  call: IngressCall,
  admission: Admission,
  { answer, token }: Recorded,
): IngestReply {
  const { id: workspaceId } = admission.workspace
  const viewToken =
    call.isDemo &&
    createViewToken(house.secrets, { workspaceId, eventId: answer.eventId }, call.now)
  return {
    status: 200,
    headers: {
      ...corsHeaders(call.origin),
      ...(token !== undefined && { 'set-cookie': setVisitorCookie(house, call, admission, token) }),
    },
    body: viewToken ? { ...answer, whorl: { viewToken } } : answer,
  }
}

export function answerChallenge(
  { secrets }: House,
  { origin, now }: IngressCall,
  { publicKey, environment }: { publicKey: string; environment: Environment },
): IngestReply {
  const settings = environmentSettings(environment)
  const body: ChallengeAnswer = {
    challenge: issueChallenge(secrets, { publicKey, origin }, now),
    sealed: isSealing(settings),
    zeroTrust: settings.zeroTrust,
  }
  return { status: 200, headers: corsHeaders(origin), body }
}

/** Every error, in the form that the agent reads. What is no `WhorlError` is a bug: 500. */
export function answerError(error: unknown, origin: string): IngestReply {
  const code = error instanceof WhorlError ? error.code : 'failed'
  const { v4, v3, ...rest } = errors[code]
  const [status, name, message] = v4
  const agentMessage = 'agent' in rest ? rest.agent : v3[2]
  const body: IngestError = { error: { code: name, message, v3: agentMessage } }
  const seconds = error instanceof WhorlError ? error.details.retryAfterSeconds : undefined
  return {
    status,
    headers: {
      ...corsHeaders(origin),
      ...(typeof seconds === 'number' && { 'retry-after': String(seconds) }),
    },
    body,
  }
}

/**
 * Lets the calling page read the answer. An error is told to every page: it holds nothing but
 * itself, and a page that is not allowed must learn that.
 */
export function corsHeaders(origin: string): Record<string, string> {
  if (origin === '') return { vary: 'Origin' }
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  }
}
