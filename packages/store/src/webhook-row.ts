import { type EventRow, eventFlags } from './event-row'
import type { Delivery, DeliveryAttempt, Webhook } from './webhook-store'

export interface WebhookRow {
  readonly ws: string
  readonly id: string
  readonly env: string | null
  readonly url: string
  readonly description: string
  readonly version: number
  readonly status: Webhook['status']
  readonly secrets: string
  readonly basic_auth: string | null
  readonly created_at: number
  readonly failures: number
  readonly broken_until: number
  readonly broken_reason: string | null
  readonly verified: number
  readonly last_enabled_at: number | null
  readonly last_disabled_at: number | null
}

export interface DeliveryRow {
  readonly ws: string
  readonly id: string
  readonly webhook_id: string
  readonly event_id: string
  readonly kind: Delivery['kind']
  readonly state: Delivery['state']
  readonly reason: string | null
  readonly created_at: number
  readonly due_at: number
  readonly started_at: number
  readonly ended_at: number | null
  readonly attempts: number
  readonly log: string
}

/** Attempts that a delivery remembers. */
const attemptsKept = 20
/** A server that ended while it waited for late facts has lost its timer: then the outbox asks. */
const lateMsMax = 10_000

/**
 * When an event's deliveries are due, or `undefined` for an event that has none: edges answer their
 * caller at once. 0 is at once; the revision that completes an event makes it 0.
 */
export function firstDueAt({ flags }: EventRow, usedAt: number): number | undefined {
  if (flags & eventFlags.edge) return undefined
  return flags & eventFlags.latePending ? usedAt + lateMsMax : 0
}

export const isComplete = ({ flags }: EventRow): boolean => !(flags & eventFlags.latePending)

/** The place of an event in the id of its deliveries: Standard Webhooks wants no point in it. */
export const eventPart = (eventId: string): string => eventId.replaceAll('.', '_')

/** What becomes of a webhook that is put again; both backends read it alike. */
export const webhookUpdate = `env = excluded.env, url = excluded.url,
  description = excluded.description, version = excluded.version, status = excluded.status,
  secrets = excluded.secrets, basic_auth = excluded.basic_auth, created_at = excluded.created_at,
  failures = 0, broken_until = 0, broken_reason = NULL,
  verified = CASE WHEN webhooks.url = excluded.url THEN webhooks.verified ELSE 0 END,
  last_enabled_at = CASE
    WHEN excluded.status = 'enabled' AND (webhooks.status <> 'enabled' OR webhooks.broken_until > 0)
    THEN excluded.last_enabled_at ELSE webhooks.last_enabled_at END,
  last_disabled_at = CASE
    WHEN excluded.status = 'disabled' AND webhooks.status <> 'disabled'
    THEN excluded.last_disabled_at ELSE webhooks.last_disabled_at END`

/** When a webhook is added it is switched. */
export function firstSwitch({ status }: Pick<Webhook, 'status'>, now: number) {
  return status === 'enabled'
    ? { enabledAt: now, disabledAt: null }
    : { enabledAt: null, disabledAt: now }
}

export function toWebhook(row: WebhookRow): Webhook {
  return {
    workspaceId: row.ws,
    id: row.id,
    ...(row.env !== null && { environmentId: row.env }),
    url: row.url,
    description: row.description,
    version: row.version === 3 ? 3 : 4,
    status: row.status,
    secrets: row.secrets,
    ...(row.basic_auth !== null && { basicAuth: row.basic_auth }),
    createdAt: row.created_at,
    failures: row.failures,
    brokenUntil: row.broken_until,
    ...(row.broken_reason !== null && { brokenReason: row.broken_reason }),
    isVerified: row.verified === 1,
    ...(row.last_enabled_at !== null && { lastEnabledAt: row.last_enabled_at }),
    ...(row.last_disabled_at !== null && { lastDisabledAt: row.last_disabled_at }),
  }
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    workspaceId: row.ws,
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    kind: row.kind,
    state: row.state,
    ...(row.reason !== null && { reason: row.reason }),
    createdAt: row.created_at,
    dueAt: row.due_at,
    startedAt: row.started_at,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    attempts: row.attempts,
    // Written by `logWith` and by nothing else.
    log: JSON.parse(row.log) as DeliveryAttempt[],
  }
}

/** A delivery's log with one attempt more, as it is stored. */
export function logWith(log: string, attempt: DeliveryAttempt | undefined): string {
  if (!attempt) return log
  // Written by this function and by nothing else.
  const before = JSON.parse(log) as DeliveryAttempt[]
  return JSON.stringify([...before, attempt].slice(-attemptsKept))
}
