import { storableTextOrNull } from '../storable-text'
import { type DeliveryRow, logWith, toDelivery } from '../webhook-row'
import type {
  Delivery,
  DeliveryClaim,
  DeliveryEnd,
  DeliveryLimits,
  VerifiedPlace,
  Webhook,
  WebhookSettings,
} from '../webhook-store'
import { type Database, prepare } from './driver'
import { createJudge, createWebhookWrites } from './write-webhook'

/** What the writer's thread can be told about webhooks. */
export type WebhookCommand =
  | { readonly kind: 'putWebhook'; readonly webhook: WebhookSettings; readonly now: number }
  | { readonly kind: 'markVerified'; readonly place: VerifiedPlace }
  | { readonly kind: 'deleteWebhook'; readonly ws: string; readonly id: string }
  | { readonly kind: 'claimDeliveries'; readonly claim: DeliveryClaim }
  | { readonly kind: 'finishDelivery'; readonly end: DeliveryEnd }
  | { readonly kind: 'addDelivery'; readonly delivery: Delivery }
  | { readonly kind: 'replayDelivery'; readonly ws: string; readonly id: string }
  | { readonly kind: 'tidyDeliveries'; readonly limits: DeliveryLimits }
  | { readonly kind: 'releaseLeases' }

export interface WebhookResults {
  readonly putWebhook: Webhook
  readonly markVerified: undefined
  readonly deleteWebhook: boolean
  readonly claimDeliveries: Delivery[]
  readonly finishDelivery: boolean
  readonly addDelivery: undefined
  readonly replayDelivery: boolean
  readonly tidyDeliveries: { readonly expired: number; readonly removed: number }
  readonly releaseLeases: undefined
}

type WebhookHandlers = {
  readonly [Kind in WebhookCommand['kind']]: (
    command: Extract<WebhookCommand, { readonly kind: Kind }>,
  ) => WebhookResults[Kind]
}

export function createWebhookHandlers(db: Database): WebhookHandlers {
  return { ...createWebhookWrites(db), ...deliveryHandlers(db), ...upkeepHandlers(db) }
}

function deliveryHandlers(
  db: Database,
): Pick<WebhookHandlers, 'claimDeliveries' | 'finishDelivery' | 'addDelivery' | 'replayDelivery'> {
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
  const judge = createJudge(db)
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
      if (health) judge(end, health)
      return true
    },
    addDelivery: createAdd(db),
    replayDelivery: ({ ws, id }) => Number(replay.run(ws, id).changes) > 0,
  }
}

function createAdd(db: Database): WebhookHandlers['addDelivery'] {
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

function upkeepHandlers(db: Database): Pick<WebhookHandlers, 'tidyDeliveries' | 'releaseLeases'> {
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
