import { storableText } from '../storable-text'
import { type DeliveryRow, toDelivery, toWebhook, type WebhookRow } from '../webhook-row'
import type { DeliveriesQuery, Delivery, DeliveryClaim, Webhook } from '../webhook-store'
import { type Database, prepare } from './driver'

/** Reads webhooks and deliveries from committed data. */
export class WebhookReader {
  readonly #list
  readonly #due
  readonly #hasDue
  readonly #find
  readonly #deliveries

  constructor(db: Database) {
    this.#list = prepare<WebhookRow>(
      db,
      'SELECT * FROM webhooks WHERE ws = ? ORDER BY created_at, id',
    )
    this.#due = prepare<WebhookRow>(
      db,
      `SELECT * FROM webhooks w WHERE status = 'enabled' AND broken_until <= ? AND EXISTS (
         SELECT 1 FROM webhook_deliveries d
         WHERE d.ws = w.ws AND d.webhook_id = w.id AND d.state = 'pending' AND d.due_at <= ?)
       ORDER BY ws, id`,
    )
    this.#hasDue = prepare<{ found: number }>(
      db,
      `SELECT 1 AS found FROM webhook_deliveries
       WHERE ws = ? AND webhook_id = ? AND state = 'pending' AND due_at <= ? LIMIT 1`,
    )
    this.#find = prepare<DeliveryRow>(
      db,
      'SELECT * FROM webhook_deliveries WHERE ws = ? AND id = ?',
    )
    this.#deliveries = prepare<DeliveryRow>(
      db,
      `SELECT * FROM webhook_deliveries
       WHERE ws = ? AND webhook_id = ? AND (created_at, id) < (?, ?)
       ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
  }

  list(workspaceId: string): Webhook[] {
    return this.#list.all(workspaceId).map(toWebhook)
  }

  listDue(now: number): Webhook[] {
    return this.#due.all(now, now).map(toWebhook)
  }

  hasDue({ workspaceId, webhookId, now }: DeliveryClaim): boolean {
    return this.#hasDue.get(workspaceId, webhookId, now) !== undefined
  }

  find(workspaceId: string, deliveryId: string): Delivery | undefined {
    const row = this.#find.get(workspaceId, storableText(deliveryId))
    return row && toDelivery(row)
  }

  listDeliveries({ workspaceId, webhookId, before, limit }: DeliveriesQuery): Delivery[] {
    const { createdAt = Number.MAX_SAFE_INTEGER, id = '' } = before ?? {}
    const rows = this.#deliveries.all(workspaceId, storableText(webhookId), createdAt, id, limit)
    return rows.map(toDelivery)
  }
}
