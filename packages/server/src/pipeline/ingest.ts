import { authorityOf, enrichRequest, findAddresses } from '@whorl/enrich'
import { type IdentifyPayload, type LatePayload, type Payload, WhorlError } from '@whorl/wire'
import type { House } from '../house'
import { signatureOf, socketAddressOf } from '../network/connection-facts'
import { maskIp, maskKey } from '../observe/logger'
import { workspaceSettings } from '../tenants/settings'
import { type Admission, admit, admitChallenge, admitOrigin, socketCaller } from './admit'
import { answerChallenge, answerError, answerVisit, corsHeaders, type IngestReply } from './answer'
import { decode, type Message } from './decode'
import { admitFiltered } from './filter-rules'
import { fromStore } from './from-store'
import { identifyVisit, type Visit } from './identify-visit'
import type { IngressCall } from './ingress-call'
import { recordLate } from './late'
import { answerOfRetry, type Recorded, retryMsMax } from './recorded'

/** The front hall: what happens to a message of the agent, in order. Never rejects. */
export async function ingest(house: House, call: IngressCall): Promise<IngestReply> {
  const startedAt = performance.now()
  const kind = call.body.length === 0 ? 'challenge' : 'message'
  try {
    const reply = kind === 'challenge' ? giveChallenge(house, call) : await takeMessage(house, call)
    house.metrics.ingest.inc({ kind, outcome: 'ok' })
    return reply
  } catch (cause) {
    return refuse(house, call, kind, cause)
  } finally {
    house.metrics.ingestSeconds.observe({ kind }, (performance.now() - startedAt) / 1000)
  }
}

function giveChallenge(house: House, call: IngressCall): IngestReply {
  const admission = admit(house, call, call.key, 'challenge')
  admitOrigin(admission, call.origin, 'unknown')
  return answerChallenge(house, call, admission)
}

async function takeMessage(house: House, call: IngressCall): Promise<IngestReply> {
  // The key is usually in the query: then a flood is turned away before it is decoded.
  const early = call.key === '' ? undefined : admit(house, call, call.key, 'message')
  const message = decode(call.body, house)
  const admission = early ?? admit(house, call, message.payload.key, 'message')
  if (isLate(message)) {
    admitOrigin(admission, call.origin, 'unknown')
    admitChallenge(house, call, admission, message)
    const network = await enrich(house, call, admission)
    const answer = await recordLate(house, admission, message, { network, now: call.now })
    return { status: 200, headers: corsHeaders(call.origin), body: answer }
  }
  if (!isIdentify(message)) throw new WhorlError('request_cannot_be_parsed')
  admitOrigin(admission, call.origin, message.payload.platform)
  admitFiltered(admission, call, message.payload)
  const challenge = admitChallenge(house, call, admission, message)
  const isRetry = call.retry === message.nonce
  const repeated = isRetry ? await findFirst(house, admission, message) : undefined
  const network = await enrich(house, call, admission)
  const visit = { call, admission, message, network, challenge, isRetry }
  const recorded = repeated ?? (await flyIn(house, admission, message, visit))
  return answerVisit(house, call, admission, recorded)
}

/** The answer of the attempt that this retry repeats, when it is stored or being stored. */
async function findFirst(
  { inFlight, store, clock }: House,
  { workspace, ip }: Admission,
  { nonce }: Message,
): Promise<Recorded | undefined> {
  const realNow = clock.real()
  const flight = inFlight.find(workspace.id, nonce)
  if (flight && flight.ip === ip && realNow - flight.startedAt < retryMsMax) {
    const recorded = await flight.recorded
    if (recorded) return recorded
  }
  const use = await fromStore(store.visits.findNonce(workspace.id, nonce))
  return answerOfRetry(use, { ip, realNow })
}

function flyIn(
  house: House,
  { workspace, ip }: Admission,
  { nonce }: Message,
  visit: Visit,
): Promise<Recorded> {
  const use = { workspaceId: workspace.id, nonce, ip, startedAt: house.clock.real() }
  return house.inFlight.run(use, () => identifyVisit(house, visit))
}

async function enrich(house: House, { request, now }: IngressCall, admission: Admission) {
  const { config, crawlers, networkData, sightings } = house
  const { ip, isProxied, workspace } = admission
  const { socket, raw, headers, method, originalUrl } = request
  const crawler = await crawlers.identify({
    ip,
    userAgent: headers['user-agent'] ?? '',
    method,
    target: originalUrl,
    authority: authorityOf(headers.host ?? ''),
    rawHeaders: raw.rawHeaders,
  })
  return enrichRequest({
    socketAddress: isProxied ? ip : socketAddressOf(socket),
    rawHeaders: raw.rawHeaders,
    trustedProxies: config.trustedProxies,
    isRelayed: isProxied,
    crawler,
    signature: signatureOf(socket),
    forwardedSignatures: config.forwardedSignatures,
    addresses: findAddresses(networkData, ip),
    sightings: sightings.find(workspace.id, ip, now),
    strictZones: workspaceSettings(workspace).strictZones,
  })
}

const isLate = (message: Message<Payload>): message is Message<LatePayload> =>
  message.payload.kind === 'late'
const isIdentify = (message: Message<Payload>): message is Message<IdentifyPayload> =>
  message.payload.kind === 'identify'

function refuse(house: House, call: IngressCall, kind: string, cause: unknown): IngestReply {
  const error = cause instanceof WhorlError ? cause : new WhorlError('failed', { cause })
  house.metrics.ingest.inc({ kind, outcome: error.code })
  const isOurs = error.code === 'service_unavailable' || error.code === 'failed'
  const line = {
    code: error.code,
    details: error.details,
    key: maskKey(call.key),
    from: maskIp(socketCaller(house.config, call.request)),
    err: error.cause,
  }
  house.log[isOurs ? 'error' : 'debug'](line, 'ingest refused')
  return answerError(error, call.origin)
}
