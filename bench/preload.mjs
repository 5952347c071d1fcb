import { randomBytes } from 'node:crypto'
import {
  encodePopulation,
  identify,
  judge,
  learn,
  Population,
  profileAfter,
  suspectScore,
  visitKeys,
} from '@whorl/core'
import { enrichRequest, parseRanges } from '@whorl/enrich'
import { openStore } from '@whorl/store'
import { createDevice, toPayload, userAgent } from './devices.mjs'

const dayMs = 86_400_000

/**
 * Writes past visits straight through the store, with what core decides about them: every device
 * comes several times over the last 30 days.
 *
 * @param {{databaseUrl: string, devices: number, visitsEach: number}} options
 */
export async function preload({ databaseUrl, devices, visitsEach }) {
  const store = await openStore(databaseUrl, {
    tombstoneKey: randomBytes(32),
    batchMax: 1_000,
    queuedMax: 5_000,
  })
  try {
    const { environments } = await store.tenants.readAll()
    const environment = environments[0]
    if (!environment) throw new Error('no environment was provisioned')
    const population = new Population()
    // SQLite commits many at once. PostgreSQL ends a transaction that waits for a busy process.
    const lanes = databaseUrl.startsWith('sqlite:') ? 500 : 16
    for (let visit = 0; visit < visitsEach; visit++) {
      const from = Date.now() - 30 * dayMs * (1 - visit / visitsEach)
      await inParallel(devices, lanes, (index) =>
        writeVisit({ store, environment, population }, index, from + index),
      )
    }
    const { workspaceId } = environment
    const content = encodePopulation(population)
    await store.populations.write({ workspaceId, revision: 0, content })
    return await store.events.count(environment.workspaceId)
  } finally {
    await store.close()
  }
}

async function writeVisit({ store, environment, population }, index, now) {
  const payload = toPayload(createDevice(index), { key: 'preloaded', now })
  const network = enrichRequest({
    socketAddress: `203.0.113.${index % 250}`,
    rawHeaders: ['User-Agent', userAgent, 'Accept-Language', 'en-US,en;q=0.9'],
    trustedProxies: parseRanges([]),
  })
  const { workspaceId } = environment
  const nonce = randomBytes(16).toString('hex')
  const keys = visitKeys({ payload, network })
  const bodyHash = randomBytes(32).toString('hex')
  const query = { workspaceId, anchors: [], keys, nonce, bodyHash, noncesSince: now - dayMs }
  const { history, versions } = await store.visits.history(query)
  const ingest = { challenge: 'valid', isReplayed: false, isEncrypted: true }
  const facts = { payload, network, ingest, anchors: [], history, population, now }
  const identification = identify(facts, base62Text(20))
  const { verdicts } = judge(facts)
  const score = suspectScore(verdicts)
  const { visitorId, isFound, confidence, firstSeenAt, lastSeenAt, why } = identification
  const seen = { ...(firstSeenAt && { firstSeenAt }), ...(lastSeenAt && { lastSeenAt }) }
  const outcome = await store.visits.record({
    query,
    event: {
      eventId: `${now}.${base62Text(6)}`,
      timestamp: now,
      workspaceId,
      environmentId: environment.id,
      source: 'device',
      revision: 1,
      linkedId: payload.linkedId,
      tag: payload.tag,
      url: payload.url,
      referrer: payload.referrer,
      ip: network.ip,
      userAgent,
      sdk: { platform: 'js', version: payload.sdk.version },
      replayed: false,
      identification: { visitorId, visitorFound: isFound, confidence, ...seen },
      browser: network.browser,
      readings: payload.signals,
      verdicts,
      ...(score && { suspectScore: score }),
      why,
    },
    profile: profileAfter(facts, identification),
    isNewVisitor: !isFound,
    answer: '{}',
    usedAt: now,
    expects: { versions, isNonceUsed: false, isBodyUsed: false, checkBlocks: false },
  })
  // Two devices of one batch that share an exact key: real visitors do not come in the same ms.
  if (outcome.kind === 'event_id_taken') throw new Error('event id taken')
  if (outcome.kind === 'recorded') learn(population, facts, identification)
}

async function inParallel(count, width, run) {
  let next = 0
  const lane = async () => {
    while (next < count) await run(next++)
  }
  await Promise.all(Array.from({ length: width }, lane))
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function base62Text(length) {
  return Array.from(randomBytes(length), (byte) => digits[byte % 62]).join('')
}
