import type { Delivery } from '@whorl/store'
import {
  dataOf,
  ManagedDelivery,
  ManagedWebhook,
  pageOf,
  WebhookCreation,
  WebhookUpdate,
} from '@whorl/wire'
import { Type } from 'typebox'
import { paginate } from '../../management/paginate'
import { notFound, refused, toMaybeTime, toTime } from '../../management/refusals'
import { type Manager, requireWorkspaceKey } from '../../management/scope'
import {
  createWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  replayDelivery,
  rotateWebhookSecret,
  sendTestWebhook,
  updateWebhook,
  type WebhookView,
} from '../../webhooks/manage-webhooks'
import {
  bodyErrors,
  created,
  defineManaged,
  gone,
  IdParams,
  noContent,
  pageQuery,
} from '../define-managed'

const one = { description: 'The webhook.', schema: dataOf(ManagedWebhook) }
const deliveriesMax = 100

/** Webhooks belong to the workspace: a key of one environment does not reach them. */
const scopeErrors = ['management_scope', 'management_object_not_found'] as const

const list = defineManaged({
  method: 'GET',
  path: '/webhooks',
  summary: 'List the webhooks',
  schema: {
    query: Type.Object(pageQuery),
    response: { 200: { description: 'A page.', schema: pageOf(ManagedWebhook) } },
  },
  errors: ['invalid_limit', 'invalid_management_request', 'management_scope'],
  async handle({ query, ...by }) {
    return paginate(await all(by), query, (webhook) => show(webhook))
  },
})

const create = defineManaged({
  method: 'POST',
  path: '/webhooks',
  summary: 'Add a webhook; its signing key is shown this once',
  schema: { body: WebhookCreation, response: { 201: one } },
  errors: [...bodyErrors, 'management_scope'],
  async handle({ body, house, owner }) {
    requireWorkspaceKey(owner)
    const { url, description, environment, version, basic_auth: basicAuth } = body
    const made = await createWebhook(house, owner.workspace.id, {
      url,
      ...(description !== undefined && { description }),
      ...(environment !== undefined && { environmentId: environment }),
      ...(version && { version: toVersion(version) }),
      ...(basicAuth && { basicAuth }),
    })
    if (made.kind === 'refused') throw refused(made.sentence)
    return created(show(made.webhook, made.secret))
  },
})

const get = defineManaged({
  method: 'GET',
  path: '/webhooks/:id',
  summary: 'Get a webhook',
  schema: { params: IdParams, response: { 200: one } },
  errors: scopeErrors,
  async handle({ params, ...by }) {
    const found = (await all(by)).find(({ id }) => id === params.id)
    if (!found) throw notFound('webhook')
    return { data: show(found) }
  },
})

const update = defineManaged({
  method: 'PATCH',
  path: '/webhooks/:id',
  summary: 'Change, disable or enable a webhook',
  schema: { params: IdParams, body: WebhookUpdate, response: { 200: one } },
  errors: [...bodyErrors, ...scopeErrors],
  async handle({ params, body, house, owner }) {
    requireWorkspaceKey(owner)
    const { url, description, environment, version, status, basic_auth: basicAuth } = body
    const changed = await updateWebhook(house, owner.workspace.id, params.id, {
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
      ...(environment !== undefined && { environmentId: environment }),
      ...(version && { version: toVersion(version) }),
      ...(status && { status }),
      ...(basicAuth !== undefined && { basicAuth }),
    })
    if (changed.kind === 'missing') throw notFound('webhook')
    if (changed.kind === 'refused') throw refused(changed.sentence)
    return { data: show(changed.webhook) }
  },
})

const remove = defineManaged({
  method: 'DELETE',
  path: '/webhooks/:id',
  summary: 'Remove a webhook, what waits for it, and its log',
  schema: { params: IdParams, response: gone },
  errors: scopeErrors,
  async handle({ params, house, owner }) {
    requireWorkspaceKey(owner)
    if (!(await deleteWebhook(house, owner.workspace.id, params.id))) throw notFound('webhook')
    return noContent()
  },
})

const rotate = defineManaged({
  method: 'POST',
  path: '/webhooks/:id/rotate',
  summary: 'Make a new signing key; the old one signs beside it until the next rotation',
  schema: { params: IdParams, response: { 200: one } },
  errors: scopeErrors,
  async handle({ params, house, owner }) {
    requireWorkspaceKey(owner)
    const rotated = await rotateWebhookSecret(house, owner.workspace.id, params.id)
    if (rotated.kind === 'missing') throw notFound('webhook')
    if (rotated.kind === 'refused') throw refused(rotated.sentence)
    return { data: show(rotated.webhook, rotated.secret) }
  },
})

const verify = defineManaged({
  method: 'POST',
  path: '/webhooks/:id/verification',
  summary:
    'Send an event that never happened, now and once; the address is verified when it arrives',
  schema: {
    params: IdParams,
    response: { 200: { description: 'How that went.', schema: dataOf(ManagedDelivery) } },
  },
  errors: scopeErrors,
  async handle({ params, house, owner }) {
    requireWorkspaceKey(owner)
    const sent = await sendTestWebhook(house, owner.workspace.id, params.id)
    if (sent.kind === 'missing') throw notFound('webhook')
    return { data: showDelivery(sent.delivery) }
  },
})

const deliveries = defineManaged({
  method: 'GET',
  path: '/webhooks/:id/deliveries',
  summary: 'List the newest deliveries with every attempt',
  schema: {
    params: IdParams,
    response: { 200: { description: 'The newest, at most 100.', schema: pageOf(ManagedDelivery) } },
  },
  errors: scopeErrors,
  async handle({ params, house, owner }) {
    requireWorkspaceKey(owner)
    const query = { workspaceId: owner.workspace.id, webhookId: params.id, limit: deliveriesMax }
    const found = await listDeliveries(house, query)
    if (!found) throw notFound('webhook')
    const pagination = { next_cursor: null, prev_cursor: null }
    return { data: found.map(showDelivery), metadata: { pagination } }
  },
})

const replay = defineManaged({
  method: 'POST',
  path: '/webhook-deliveries/:id/replay',
  summary: 'Send a delivery that has ended again, under the same id',
  schema: { params: IdParams, response: { 204: { description: 'It is due.' } } },
  errors: scopeErrors,
  async handle({ params, house, owner }) {
    requireWorkspaceKey(owner)
    if (!(await replayDelivery(house, owner.workspace.id, params.id))) throw notFound('delivery')
    return noContent()
  },
})

export const webhookRoutes = [list, create, get, update, remove, rotate, verify, deliveries, replay]

async function all({ house, owner }: Pick<Manager, 'house' | 'owner'>): Promise<WebhookView[]> {
  requireWorkspaceKey(owner)
  return listWebhooks(house, owner.workspace.id)
}

const toVersion = (text: '3' | '4') => (text === '3' ? 3 : 4)

function show(webhook: WebhookView, signingKey?: string): ManagedWebhook {
  const { id, url, description, status, environmentId, version, failures, createdAt } = webhook
  const { isVerified, hasBasicAuth, brokenUntil, brokenReason } = webhook
  return {
    id,
    url,
    description,
    status,
    verified: isVerified,
    environment: environmentId ?? null,
    legacy: version === 3,
    version: version === 3 ? '3' : '4',
    signing_key: signingKey ?? null,
    basic_auth: hasBasicAuth,
    failures,
    disabled_reason: brokenReason ?? null,
    resting_until: brokenUntil > 0 ? toTime(brokenUntil) : null,
    created_at: toTime(createdAt),
    last_enabled_at: toMaybeTime(webhook.lastEnabledAt),
    last_disabled_at: toMaybeTime(webhook.lastDisabledAt),
  }
}

function showDelivery(delivery: Delivery): ManagedDelivery {
  const { id, eventId, kind, state, reason, attempts, log, createdAt } = delivery
  return {
    id,
    event_id: eventId,
    kind,
    state,
    ...(reason !== undefined && { reason }),
    attempts,
    log: [...log],
    created_at: toTime(createdAt),
  }
}
