import type { EventRecord } from '@whorl/core'
import type { Resolve } from '@whorl/enrich'
import type { DeliveryAttempt, Webhook } from '@whorl/store'
import type { House } from '../house'
import { workspaceSettings } from '../tenants/settings'
import { version } from '../version'
import { type SendOutcome, sendWebhook } from './send-webhook'
import { signWebhook } from './sign-webhook'
import { toWebhookBody } from './webhook-body'
import { openBasicAuth, openSecrets } from './webhook-secrets'
import { createMayReach } from './webhook-url'

/** What a delivery needs of the house. */
export type WebhookHouse = Pick<
  House,
  'store' | 'tenants' | 'secrets' | 'config' | 'clock' | 'metrics' | 'log'
>

export interface AttemptOptions {
  readonly resolve?: Resolve | undefined
  /** @default `webhookTimeoutMs` of the configuration */
  readonly timeoutMs?: number | undefined
}

export interface AttemptResult {
  readonly isDelivered: boolean
  readonly attempt: DeliveryAttempt
}

/** Signs and sends one event once. Never rejects for what a receiver or a network does. */
export async function attemptDelivery(
  house: WebhookHouse,
  webhook: Webhook,
  { deliveryId, event }: { deliveryId: string; event: EventRecord },
  { resolve, timeoutMs = house.config.webhookTimeoutMs }: AttemptOptions = {},
): Promise<AttemptResult> {
  const at = house.clock.real()
  const startedAt = performance.now()
  const outcome = await send(house, webhook, { deliveryId, event, at, resolve, timeoutMs })
  const ms = Math.round(performance.now() - startedAt)
  house.metrics.webhookSeconds.observe(ms / 1000)
  const error = errorOf(outcome)
  const attempt = {
    at,
    ms,
    ...(outcome.kind === 'answered' && { status: outcome.status }),
    ...(error !== undefined && { error }),
  }
  return { isDelivered: error === undefined, attempt }
}

async function send(
  house: WebhookHouse,
  webhook: Webhook,
  parts: {
    deliveryId: string
    event: EventRecord
    at: number
    resolve: Resolve | undefined
    timeoutMs: number
  },
): Promise<SendOutcome> {
  const { deliveryId, event, at, resolve, timeoutMs } = parts
  const workspace = house.tenants.findWorkspace(webhook.workspaceId)
  const opened = openAll(house, webhook)
  if (!workspace || !opened) {
    const error = 'the secrets of this webhook cannot be opened with this installation’s key'
    return { kind: 'failed', error }
  }
  const { smartSignals } = workspaceSettings(workspace)
  const body = toWebhookBody(event, { version: webhook.version, smartSignals })
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': `Whorl/${version}`,
    ...signWebhook(opened.secrets, { id: deliveryId, unixS: Math.floor(at / 1000), body }),
  }
  const { basicAuth } = opened
  const mayReach = createMayReach(house.config.outboundAllow)
  return sendWebhook(
    { url: webhook.url, headers, body, basicAuth },
    { mayReach, resolve, timeoutMs },
  )
}

function openAll({ secrets: { box }, log }: WebhookHouse, webhook: Webhook) {
  try {
    return { secrets: openSecrets(box, webhook), basicAuth: openBasicAuth(box, webhook) }
  } catch (cause) {
    log.error({ webhook: webhook.id, err: cause }, 'a webhook cannot be opened')
    return undefined
  }
}

function errorOf(outcome: SendOutcome): string | undefined {
  if (outcome.kind === 'failed') return outcome.error
  const { status } = outcome
  if (status >= 200 && status < 300) return undefined
  if (status >= 300 && status < 400) return `it answered ${status}; redirects are not followed`
  return `it answered ${status}`
}
