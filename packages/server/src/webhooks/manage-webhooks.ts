import type { Resolve } from '@whorl/enrich'
import type { DeliveriesQuery, Delivery, Webhook, WebhookSettings } from '@whorl/store'
import { randomBase62 } from '../ids'
import { attemptDelivery, type WebhookHouse } from './attempt'
import { sampleWebhookEvent } from './sample-webhook-event'
import {
  type BasicAuth,
  createWebhookSecret,
  openSecrets,
  sealBasicAuth,
  sealSecrets,
} from './webhook-secrets'
import { createMayReach, mistakeInHost } from './webhook-url'

/** A webhook as its owner may see it: no secret, no password. */
export interface WebhookView {
  /** `wh_…` */
  readonly id: string
  /** Absent: events of every environment of the workspace. */
  readonly environmentId?: string
  readonly url: string
  readonly description: string
  readonly version: 3 | 4
  readonly status: 'enabled' | 'disabled'
  /** A test arrived at this address. */
  readonly isVerified: boolean
  readonly hasBasicAuth: boolean
  /** Last four characters of each active secret, the newest first. */
  readonly secretsLastFour: readonly string[]
  readonly createdAt: number
  readonly failures: number
  /** Unix ms until which nothing is sent because too much failed; 0 when it is not so. */
  readonly brokenUntil: number
  /** Why, one sentence. */
  readonly brokenReason?: string
  /** Unix ms at which it was switched on last, or recovered. */
  readonly lastEnabledAt?: number
  /** Unix ms at which it was switched off last, or too much failed. */
  readonly lastDisabledAt?: number
}

export interface NewWebhook {
  readonly url: string
  readonly description?: string
  readonly version?: 3 | 4
  readonly environmentId?: string
  /** One is made when it is absent. */
  readonly secret?: string
  readonly basicAuth?: BasicAuth
}

export interface WebhookChanges {
  readonly url?: string
  readonly description?: string
  readonly version?: 3 | 4
  readonly status?: 'enabled' | 'disabled'
  /** `null`: every environment. */
  readonly environmentId?: string | null
  /** `null`: none any more. */
  readonly basicAuth?: BasicAuth | null
}

/** The sentence says what is wrong and is fit for the caller. */
export type WebhookRefusal = { readonly kind: 'refused'; readonly sentence: string }
export type WebhookMissing = { readonly kind: 'missing' }

const webhooksMax = 50
const refused = (sentence: string): WebhookRefusal => ({ kind: 'refused', sentence })
const missing: WebhookMissing = { kind: 'missing' }

/** Adds a webhook; the secret is told this once. */
export async function createWebhook(
  house: WebhookHouse,
  workspaceId: string,
  {
    url,
    description = '',
    version = 4,
    environmentId,
    basicAuth,
    secret = createWebhookSecret(),
  }: NewWebhook,
  { resolve }: { resolve?: Resolve } = {},
): Promise<{ kind: 'created'; webhook: WebhookView; secret: string } | WebhookRefusal> {
  const { webhooks } = house.store
  const mistake =
    (await mistakeIn(house, workspaceId, { url, environmentId, basicAuth }, resolve)) ??
    (secret === '' ? 'the secret is empty' : undefined)
  if (mistake !== undefined) return refused(mistake)
  if ((await webhooks.list(workspaceId)).length >= webhooksMax)
    return refused(`a workspace has at most ${webhooksMax} webhooks`)
  const owner = { workspaceId, id: `wh_${randomBase62(16)}` }
  const { box } = house.secrets
  const now = house.clock.real()
  const settings: WebhookSettings = {
    ...owner,
    ...(environmentId !== undefined && { environmentId }),
    url,
    description,
    version,
    status: 'enabled',
    secrets: sealSecrets(box, owner, [secret]),
    ...(basicAuth && { basicAuth: sealBasicAuth(box, owner, basicAuth) }),
    createdAt: now,
  }
  const webhook = await webhooks.put(settings, now)
  return { kind: 'created', webhook: toView(house, webhook), secret }
}

/** Oldest first. */
export async function listWebhooks(
  house: WebhookHouse,
  workspaceId: string,
): Promise<WebhookView[]> {
  return (await house.store.webhooks.list(workspaceId)).map((webhook) => toView(house, webhook))
}

/** Changes what is given. A broken webhook is tried again at once. */
export async function updateWebhook(
  house: WebhookHouse,
  workspaceId: string,
  webhookId: string,
  changes: WebhookChanges,
  { resolve }: { resolve?: Resolve } = {},
): Promise<{ kind: 'updated'; webhook: WebhookView } | WebhookRefusal | WebhookMissing> {
  const before = await find(house, workspaceId, webhookId)
  if (!before) return missing
  const { url, description, version, status, environmentId, basicAuth } = changes
  const mistake = await mistakeIn(
    house,
    workspaceId,
    { url, environmentId: environmentId ?? undefined, basicAuth: basicAuth ?? undefined },
    resolve,
  )
  if (mistake !== undefined) return refused(mistake)
  const { environmentId: oldEnvironment, basicAuth: oldAuth, ...rest } = before
  const environment = environmentId === undefined ? oldEnvironment : environmentId
  const sealed = basicAuth && sealBasicAuth(house.secrets.box, before, basicAuth)
  const auth = basicAuth === undefined ? oldAuth : sealed
  const settings = {
    ...rest,
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(version !== undefined && { version }),
    ...(status !== undefined && { status }),
    ...(environment != null && { environmentId: environment }),
    ...(auth != null && { basicAuth: auth }),
  }
  const webhook = await house.store.webhooks.put(settings, house.clock.real())
  return { kind: 'updated', webhook: toView(house, webhook) }
}

/** Removes it, what waits for it, and its log. */
export function deleteWebhook(
  house: WebhookHouse,
  workspaceId: string,
  webhookId: string,
): Promise<boolean> {
  return house.store.webhooks.delete(workspaceId, webhookId)
}

/**
 * A new secret, told this once. The one before it signs beside it until the next rotation, or until
 * `keepOld: false`, which is how a rotation ends.
 */
export async function rotateWebhookSecret(
  house: WebhookHouse,
  workspaceId: string,
  webhookId: string,
  { secret = createWebhookSecret(), keepOld = true }: { secret?: string; keepOld?: boolean } = {},
): Promise<
  { kind: 'rotated'; webhook: WebhookView; secret: string } | WebhookRefusal | WebhookMissing
> {
  const before = await find(house, workspaceId, webhookId)
  if (!before) return missing
  if (secret === '') return refused('the secret is empty')
  const { box } = house.secrets
  const [newest] = keepOld ? openSecrets(box, before) : []
  const secrets = newest === undefined || newest === secret ? [secret] : [secret, newest]
  const settings = { ...before, secrets: sealSecrets(box, before, secrets) }
  const webhook = await house.store.webhooks.put(settings, house.clock.real())
  return { kind: 'rotated', webhook: toView(house, webhook), secret }
}

/**
 * Sends an event that never happened, now and once, and keeps how that went. When it arrives the
 * webhook's address is verified.
 */
export async function sendTestWebhook(
  house: WebhookHouse,
  workspaceId: string,
  webhookId: string,
  { resolve }: { resolve?: Resolve } = {},
): Promise<{ kind: 'sent'; delivery: Delivery } | WebhookMissing> {
  const webhook = await find(house, workspaceId, webhookId)
  if (!webhook) return missing
  const now = house.clock.real()
  const id = `${webhookId}_test_${randomBase62(12)}`
  const event = sampleWebhookEvent(workspaceId, webhook.environmentId ?? '', now)
  const { isDelivered, attempt } = await attemptDelivery(
    house,
    webhook,
    { deliveryId: id, event },
    { resolve },
  )
  const delivery: Delivery = {
    workspaceId,
    id,
    webhookId,
    eventId: '',
    kind: 'test',
    state: isDelivered ? 'delivered' : 'failed',
    ...(attempt.error !== undefined && { reason: attempt.error }),
    createdAt: now,
    dueAt: 0,
    startedAt: attempt.at,
    endedAt: house.clock.real(),
    attempts: 1,
    log: [attempt],
  }
  await house.store.webhooks.add(delivery)
  if (isDelivered)
    await house.store.webhooks.markVerified({ workspaceId, webhookId, url: webhook.url })
  return { kind: 'sent', delivery }
}

/** Newest first; `undefined` when there is no such webhook. */
export async function listDeliveries(
  house: WebhookHouse,
  query: DeliveriesQuery,
): Promise<Delivery[] | undefined> {
  const webhook = await find(house, query.workspaceId, query.webhookId)
  return webhook && house.store.webhooks.listDeliveries(query)
}

/** Sends a delivery that has ended again, under the same id; false when there is none such. */
export async function replayDelivery(
  house: WebhookHouse & { readonly webhooks: { wake(): void } },
  workspaceId: string,
  deliveryId: string,
): Promise<boolean> {
  const isDue = await house.store.webhooks.replay(workspaceId, deliveryId)
  if (isDue) house.webhooks.wake()
  return isDue
}

async function find({ store }: WebhookHouse, workspaceId: string, webhookId: string) {
  return (await store.webhooks.list(workspaceId)).find(({ id }) => id === webhookId)
}

async function mistakeIn(
  { config, tenants }: WebhookHouse,
  workspaceId: string,
  parts: {
    url: string | undefined
    environmentId: string | undefined
    basicAuth: BasicAuth | undefined
  },
  resolve: Resolve | undefined,
): Promise<string | undefined> {
  const { url, environmentId, basicAuth } = parts
  const known = tenants.environmentsOf(workspaceId).map(({ id }) => id)
  if (environmentId !== undefined && !known.includes(environmentId))
    return 'the environment does not exist'
  // RFC 7617: it is where the password begins.
  if (basicAuth?.username.includes(':')) return 'the user name of basicAuth holds a colon'
  if (url === undefined) return undefined
  return mistakeInHost(url, createMayReach(config.outboundAllow), resolve)
}

function toView({ secrets: { box } }: WebhookHouse, webhook: Webhook): WebhookView {
  const { id, environmentId, url, description, version, status, createdAt, failures } = webhook
  const { isVerified, brokenUntil, brokenReason, lastEnabledAt, lastDisabledAt } = webhook
  return {
    id,
    ...(environmentId !== undefined && { environmentId }),
    url,
    description,
    version,
    status,
    isVerified,
    hasBasicAuth: webhook.basicAuth !== undefined,
    // Of a short secret nothing is shown.
    secretsLastFour: openSecrets(box, webhook).map((one) =>
      one.length < 12 ? '…' : one.slice(-4),
    ),
    createdAt,
    failures,
    brokenUntil,
    ...(brokenReason !== undefined && { brokenReason }),
    ...(lastEnabledAt !== undefined && { lastEnabledAt }),
    ...(lastDisabledAt !== undefined && { lastDisabledAt }),
  }
}
