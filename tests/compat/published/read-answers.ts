import { DecryptionAlgorithm, unseal as unsealV4 } from '@fingerprint/node-sdk'
import { refusals } from '../world/refusals'
import { sendRefusal } from '../world/send-refusal'
import { sealingKey, worldKeys, worldRulesets } from '../world/tenants'
import type { ReceivedWebhook } from '../world/webhook-receiver'
import type { Happened } from './happen'
import type { Generation, Ledger } from './ledger'

export interface AnswersToRead {
  readonly endpoint: string
  readonly ledger: Ledger
  readonly happened: Happened
  readonly webhooks: readonly ReceivedWebhook[]
}

/** Asks for everything that happened, in every way there is. */
export async function readAnswers({ endpoint, ledger, happened, webhooks }: AnswersToRead) {
  const ask = createAsker(endpoint, ledger)
  await change(ask, happened)
  for (const id of [...happened.eventIds, ...happened.edgeIds])
    await ask('v4', 'Event', 'GET', `/v4/events/${id}`)
  for (const { id: ruleset } of worldRulesets)
    for (const id of [...happened.eventIds.slice(0, 20), ...happened.edgeIds])
      await ask('v4', 'Event', 'GET', `/v4/events/${id}?ruleset_id=${ruleset}`)
  for (const id of happened.eventIds) await ask('v3', 'EventsGetResponse', 'GET', `/events/${id}`)
  for (const id of happened.plainEventIds) {
    const key = worldKeys.secretPlain
    await ask('v4', 'Event', 'GET', `/v4/events/${id}`, { key })
    await ask('v3', 'EventsGetResponse', 'GET', `/events/${id}`, { key })
  }
  await search(ask)
  for (const id of [...happened.visitorIds, 'zzzzzzzzzzzzzzzzzzzz'])
    await ask('v3', 'VisitorsGetResponse', 'GET', `/visitors/${id}?limit=2`)
  for (const id of happened.visitorIds)
    await ask('v3', 'RelatedVisitorsResponse', 'GET', `/related-visitors?visitor_id=${id}`)
  for (const answer of happened.edgeAnswers)
    ledger.enter('POST /v4/edge', 'v4', 'EdgeResponse', answer)
  await openSealed(ledger, happened)
  for (const { version, body } of webhooks) {
    const [generation, schema] =
      version === '3' ? (['v3', 'Webhook'] as const) : (['v4', 'Event'] as const)
    ledger.enter(`webhook of ${generation}`, generation, schema, JSON.parse(body.toString()))
  }
  await refuse(endpoint, ledger, happened)
  await ask('v4', undefined, 'DELETE', `/v4/visitors/${happened.visitorIds[0]}`)
  await ask('v3', undefined, 'DELETE', `/visitors/${happened.visitorIds[1]}`)
}

type Asker = ReturnType<typeof createAsker>

function createAsker(endpoint: string, ledger: Ledger) {
  return async (
    generation: Generation,
    schema: string | undefined,
    method: string,
    path: string,
    { key = worldKeys.secret, body }: { key?: string; body?: object } = {},
  ): Promise<unknown> => {
    const answer = await fetch(endpoint + path, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const what = `${method} ${path}`
    if (answer.status !== 200) ledger.complain(what, `is ${answer.status}: ${text}`)
    else if (schema !== undefined) {
      const json: unknown = JSON.parse(text)
      ledger.enter(what, generation, schema, json)
      return json
    } else if (text !== '') ledger.complain(what, `has a body: ${text}`)
    return undefined
  }
}

async function change(ask: Asker, { eventIds, edgeIds }: Happened) {
  const tags = { list: [[1, [2]], { ü: '日本語' }], float: 0.1, nothing: null }
  const v4 = { linked_id: 'changed', tags, suspect: true }
  await ask('v4', undefined, 'PATCH', `/v4/events/${eventIds[0]}`, { body: v4 })
  await ask('v4', undefined, 'PATCH', `/v4/events/${edgeIds[0]}`, { body: { suspect: false } })
  const v3 = { linkedId: 'changed', tag: tags, suspect: false }
  await ask('v3', undefined, 'PUT', `/events/${eventIds[1]}`, { body: v3 })
}

async function search(ask: Asker) {
  for (const path of [
    '?limit=100&total_hits=1000',
    '?limit=100&source=edge',
    '?linked_id=nobody',
  ]) {
    let key: string | undefined
    do {
      const next = key === undefined ? '' : `&pagination_key=${key}`
      const found = await ask('v4', 'EventSearch', 'GET', `/v4/events${path}${next}`)
      key = Object(found).pagination_key
    } while (key !== undefined)
  }
  let key: string | undefined
  do {
    const next = key === undefined ? '' : `&pagination_key=${key}`
    const found = await ask('v3', 'SearchEventsResponse', 'GET', `/events/search?limit=100${next}`)
    key = Object(found).paginationKey
  } while (key !== undefined)
}

async function openSealed(ledger: Ledger, { sealed }: Happened) {
  const keys = [
    { key: Buffer.from(sealingKey, 'base64'), algorithm: DecryptionAlgorithm.Aes256Gcm },
  ]
  for (const { face, sealedResult = '' } of sealed) {
    const text = await unsealV4(Buffer.from(sealedResult, 'base64'), keys)
    const schema = face === 'v3' ? 'EventsGetResponse' : 'Event'
    ledger.enter(`sealed result of ${face}`, face, schema, JSON.parse(text))
  }
}

async function refuse(endpoint: string, ledger: Ledger, happened: Happened) {
  const ids = {
    eventId: happened.eventIds[0] ?? '',
    visitorId: happened.visitorIds[0] ?? '',
    freshEventId: happened.plainEventIds[0] ?? '',
  }
  for (const refusal of refusals(ids)) {
    const { method, path, generation, schema, status } = refusal
    const answer = await sendRefusal(endpoint, refusal)
    const what = `${method} ${path.slice(0, 80)}`
    if (answer.status !== status) ledger.complain(what, `is ${answer.status}, not ${status}`)
    ledger.enter(what, generation, schema, await answer.json())
  }
}
