import { storableText, storableTextOrNull } from '../storable-text'
import { type DeliveryRow, logWith, toDelivery } from '../webhook-row'
import type {
  Delivery,
  DeliveryClaim,
  DeliveryEnd,
  DeliveryLimits,
  WebhookSettings,
} from '../webhook-store'
import { type Database, prepare } from './driver'

/** What the writer's thread can be told about webhooks. */
export type WebhookCommand =
  | { readonly kind: 'putWebhook'; readonly webhook: WebhookSettings }
  | { readonly kind: 'deleteWebhook'; readonly ws: string; readonly id: string }
  | { readonly kind: 'claimDeliveries'; readonly claim: DeliveryClaim }
  | { readonly kind: 'finishDelivery'; readonly end: DeliveryEnd }
  | { readonly kind: 'addDelivery'; readonly delivery: Delivery }
  | { readonly kind: 'replayDelivery'; readonly ws: string; readonly id: string }
  | { readonly kind: 'tidyDeliveries'; readonly limits: DeliveryLimits }
  | { readonly kind: 'releaseLeases' }

export interface WebhookResults {
  readonly putWebhook: undefined
  readonly deleteWebhook: boolean
  readonly claimDeliveries: Delivery[]
  readonly finishDelivery: boolean
  readonly addDelivery: undefined
  readonly replayDelivery: boolean
  readonly tidyDeliveries: { readonly expired: number; readonly removed: number }
  readonly releaseLeases: undefined
}

type Handlers = {
  readonly [Kind in WebhookCommand['kind']]: (
    command: Extract<WebhookCommand, { readonly kind: Kind }>,
  ) => WebhookResults[Kind]
}

export function createWebhookHandlers(db: Database): Handlers {
  return { ...webhookHandlers(db), ...deliveryHandlers(db), ...upkeepHandlers(db) }
}

function webhookHandlers(db: Database): Pick<Handlers, 'putWebhook' | 'deleteWebhook'> {
  const put = prepare(
    db,
    `INSERT INTO webhooks (ws, id, env, url, version, status, secrets, basic_auth, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (ws, id) DO UPDATE SET env = excluded.env, url = excluded.url,
       version = excluded.version, status = excluded.status, secrets = excluded.secrets,
       basic_auth = excluded.basic_auth, created_at = excluded.created_at,
       failures = 0, broken_until = 0`,
  )
  const remove = prepare(db, 'DELETE FROM webhooks WHERE ws = ? AND id = ?')
  const removeDeliveries = prepare(
    db,
    'DELETE FROM webhook_deliveries WHERE ws = ? AND webhook_id = ?',
  )
  return {
    putWebhook({ webhook }) {
      put.run(
        webhook.workspaceId,
        webhook.id,
        storableTextOrNull(webhook.environmentId),
        storableText(webhook.url),
        webhook.version,
        webhook.status,
        webhook.secrets,
        webhook.basicAuth ?? null,
        webhook.createdAt,
      )
      return undefined
    },
    deleteWebhook({ ws, id }) {
      if (Number(remove.run(ws, id).changes) === 0) return false
      removeDeliveries.run(ws, id)
      return true
    },
  }
}

function deliveryHandlers(
  db: Database,
): Pick<Handlers, 'claimDeliveries' | 'finishDelivery' | 'addDelivery' | 'replayDelivery'> {
  const claim = prepare<DeliveryRow>(
    db,
    `UPDATE webhook_deliveries SET lease = ?, due_at = ? WHERE ws = ? AND id IN (
       SELECT id FROM webhook_deliveries
       WHERE ws = ? AND webhook_id = ? AND state = 'pending' AND due_at <= ?
       ORDER BY due_at, created_at, id LIMIT ?
     ) RETURNING *`,
  )
  const find = prepare<{ log: string }>(
    db,
    'SELECT log FROM webhook_deliveries WHERE ws = ? AND id = ? AND lease = ?',
  )
  const finish = prepare(
    db,
    `UPDATE webhook_deliveries SET state = ?, reason = ?, due_at = ?, started_at = ?, ended_at = ?,
       attempts = attempts + ?, log = ?, lease = '' WHERE ws = ? AND id = ?`,
  )
  const judge = prepare(
    db,
    `UPDATE webhooks SET failures = iif(?, failures + 1, 0), broken_until = ?
     WHERE ws = ? AND id = ?`,
  )
  const replay = prepare(
    db,
    `UPDATE webhook_deliveries SET state = 'pending', reason = NULL, due_at = 0, started_at = 0,
       ended_at = NULL, attempts = 0, lease = ''
     WHERE ws = ? AND id = ? AND kind = 'event' AND state <> 'pending'`,
  )
  return {
    claimDeliveries({ claim: { workspaceId, webhookId, now, leaseUntil, lease, max } }) {
      const rows = claim.all(lease, leaseUntil, workspaceId, workspaceId, webhookId, now, max)
      return rows.map(toDelivery)
    },
    finishDelivery({ end }) {
      const { workspaceId: ws, deliveryId, state, attempt, health } = end
      const row = find.get(ws, deliveryId, end.lease)
      if (!row) return false
      finish.run(
        state,
        storableTextOrNull(end.reason),
        end.dueAt,
        end.startedAt,
        state === 'pending' ? null : end.now,
        attempt ? 1 : 0,
        logWith(row.log, attempt),
        ws,
        deliveryId,
      )
      if (health) judge.run(Number(health.isFailure), health.brokenUntil, ws, end.webhookId)
      return true
    },
    addDelivery: createAdd(db),
    replayDelivery: ({ ws, id }) => Number(replay.run(ws, id).changes) > 0,
  }
}

function createAdd(db: Database): Handlers['addDelivery'] {
  const add = prepare(
    db,
    `INSERT INTO webhook_deliveries (ws, id, webhook_id, event_id, kind, state, reason, created_at,
       due_at, started_at, ended_at, attempts, log) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return ({ delivery }) => {
    add.run(
      delivery.workspaceId,
      delivery.id,
      delivery.webhookId,
      delivery.eventId,
      delivery.kind,
      delivery.state,
      storableTextOrNull(delivery.reason),
      delivery.createdAt,
      delivery.dueAt,
      delivery.startedAt,
      delivery.endedAt ?? null,
      delivery.attempts,
      JSON.stringify(delivery.log),
    )
    return undefined
  }
}

function upkeepHandlers(db: Database): Pick<Handlers, 'tidyDeliveries' | 'releaseLeases'> {
  const expire = prepare(
    db,
    `UPDATE webhook_deliveries SET state = 'failed', reason = 'it could not be sent for too long',
       ended_at = ?, lease = '' WHERE state = 'pending' AND (ws, id) IN (
         SELECT ws, id FROM webhook_deliveries
         WHERE state = 'pending' AND max(created_at, started_at) < ? LIMIT ?)`,
  )
  const remove = prepare(
    db,
    `DELETE FROM webhook_deliveries WHERE (ws, id) IN (
       SELECT ws, id FROM webhook_deliveries WHERE ended_at < ? ORDER BY ended_at LIMIT ?)`,
  )
  const release = prepare(
    db,
    `UPDATE webhook_deliveries SET due_at = 0, lease = '' WHERE state = 'pending' AND lease <> ''`,
  )
  return {
    tidyDeliveries: ({ limits: { createdBefore, endedBefore, now, max } }) => ({
      expired: Number(expire.run(now, createdBefore, max).changes),
      removed: Number(remove.run(endedBefore, max).changes),
    }),
    releaseLeases() {
      release.run()
      return undefined
    },
  }
}
