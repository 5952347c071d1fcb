import type { EventRow } from '../event-row'
import { storableText, storableTextOrNull } from '../storable-text'
import {
  type DeliveryRow,
  eventPart,
  firstDueAt,
  firstSwitch,
  logWith,
  toDelivery,
  toWebhook,
  type WebhookRow,
  webhookUpdate,
} from '../webhook-row'
import type { DeliveryEnd, DeliveryLimits, WebhookHealth, WebhookStore } from '../webhook-store'
import type { Sql, Transaction } from './connect'

/** Puts deliveries of an event into the outbox, in the transaction of the event. */
export function writeDeliveries(tx: Transaction, event: EventRow, usedAt: number) {
  const dueAt = firstDueAt(event, usedAt)
  if (dueAt === undefined) return []
  const { ws, eventId, env } = event
  return [
    tx`INSERT INTO webhook_deliveries
        (ws, id, webhook_id, event_id, kind, state, created_at, due_at)
      SELECT ws, id || '_' || ${eventPart(eventId)}::text, id, ${eventId}::text, 'event', 'pending',
        ${usedAt}::bigint, ${dueAt}::bigint
      FROM webhooks WHERE ws = ${ws} AND status = 'enabled' AND (env IS NULL OR env = ${env})
      ON CONFLICT DO NOTHING`,
  ]
}

/** Webhooks and the outbox. */
export function createWebhookStore(sql: Sql): WebhookStore {
  return {
    async list(ws) {
      const rows = await sql<WebhookRow[]>`
        SELECT * FROM webhooks WHERE ws = ${ws} ORDER BY created_at, id`
      return rows.map(toWebhook)
    },
    async listDue(now) {
      const rows = await sql<WebhookRow[]>`
        SELECT * FROM webhooks w WHERE status = 'enabled' AND broken_until <= ${now} AND EXISTS (
          SELECT 1 FROM webhook_deliveries d
          WHERE d.ws = w.ws AND d.webhook_id = w.id AND d.state = 'pending' AND d.due_at <= ${now})
        ORDER BY ws, id`
      return rows.map(toWebhook)
    },
    ...webhookWrites(sql),
    ...deliveryReads(sql),
    ...deliveryWrites(sql),
    tidy: (limits) => tidy(sql, limits),
    // Other servers may be at work: their leases run out by themselves.
    releaseLeases: async () => {},
  }
}

function webhookWrites(sql: Sql): Pick<WebhookStore, 'put' | 'markVerified' | 'delete'> {
  return {
    async put(webhook, now) {
      const { workspaceId, id, environmentId, url, description, version, status } = webhook
      const { secrets, basicAuth = null, createdAt } = webhook
      const { enabledAt, disabledAt } = firstSwitch(webhook, now)
      const [row] = await sql<[WebhookRow]>`
        INSERT INTO webhooks (ws, id, env, url, description, version, status, secrets, basic_auth,
          created_at, last_enabled_at, last_disabled_at)
        VALUES (${workspaceId}, ${id}, ${storableTextOrNull(environmentId)}, ${storableText(url)},
          ${storableText(description)}, ${version}, ${status}, ${secrets}, ${basicAuth},
          ${createdAt}, ${enabledAt}, ${disabledAt})
        ON CONFLICT (ws, id) DO UPDATE SET ${sql.unsafe(webhookUpdate)} RETURNING *`
      return toWebhook(row)
    },
    async markVerified({ workspaceId, webhookId, url }) {
      await sql`UPDATE webhooks SET verified = 1
        WHERE ws = ${workspaceId} AND id = ${webhookId} AND url = ${storableText(url)}`
    },
    delete: (ws, id) =>
      sql.begin(async (tx) => {
        const { count } = await tx`DELETE FROM webhooks WHERE ws = ${ws} AND id = ${id}`
        if (count === 0) return false
        await tx`DELETE FROM webhook_deliveries WHERE ws = ${ws} AND webhook_id = ${id}`
        return true
      }),
  }
}

function deliveryReads(sql: Sql): Pick<WebhookStore, 'findDelivery' | 'listDeliveries'> {
  return {
    async findDelivery(ws, id) {
      const rows = await sql<DeliveryRow[]>`
        SELECT * FROM webhook_deliveries WHERE ws = ${ws} AND id = ${storableText(id)}`
      return rows[0] && toDelivery(rows[0])
    },
    async listDeliveries({ workspaceId, webhookId, before, limit }) {
      const { createdAt = Number.MAX_SAFE_INTEGER, id = '' } = before ?? {}
      const rows = await sql<DeliveryRow[]>`
        SELECT * FROM webhook_deliveries
        WHERE ws = ${workspaceId} AND webhook_id = ${storableText(webhookId)}
          AND (created_at, id) < (${createdAt}::bigint, ${id})
        ORDER BY created_at DESC, id DESC LIMIT ${limit}`
      return rows.map(toDelivery)
    },
  }
}

function deliveryWrites(sql: Sql): Pick<WebhookStore, 'claim' | 'finish' | 'add' | 'replay'> {
  return {
    async claim({ workspaceId: ws, webhookId, now, leaseUntil, lease, max }) {
      const rows = await sql<DeliveryRow[]>`
        WITH due AS MATERIALIZED (
          SELECT id FROM webhook_deliveries
          WHERE ws = ${ws} AND webhook_id = ${webhookId} AND state = 'pending' AND due_at <= ${now}
          ORDER BY due_at, created_at, id LIMIT ${max} FOR UPDATE SKIP LOCKED
        )
        UPDATE webhook_deliveries SET lease = ${lease}, due_at = ${leaseUntil}
        WHERE ws = ${ws} AND id IN (SELECT id FROM due) RETURNING *`
      return rows.map(toDelivery)
    },
    finish: (end) => finish(sql, end),
    async add(one) {
      const { reason, endedAt = null } = one
      await sql`
        INSERT INTO webhook_deliveries (ws, id, webhook_id, event_id, kind, state, reason,
          created_at, due_at, started_at, ended_at, attempts, log)
        VALUES (${one.workspaceId}, ${one.id}, ${one.webhookId}, ${one.eventId}, ${one.kind},
          ${one.state}, ${storableTextOrNull(reason)}, ${one.createdAt}, ${one.dueAt},
          ${one.startedAt}, ${endedAt}, ${one.attempts}, ${JSON.stringify(one.log)})`
    },
    async replay(ws, id) {
      const { count } = await sql`
        UPDATE webhook_deliveries SET state = 'pending', reason = NULL, due_at = 0, started_at = 0,
          ended_at = NULL, attempts = 0, lease = ''
        WHERE ws = ${ws} AND id = ${storableText(id)} AND kind = 'event' AND state <> 'pending'`
      return count > 0
    },
  }
}

function finish(sql: Sql, end: DeliveryEnd): Promise<boolean> {
  const { workspaceId: ws, webhookId, deliveryId, state, attempt, health } = end
  return sql.begin(async (tx) => {
    const [row] = await tx<{ log: string }[]>`
      SELECT log FROM webhook_deliveries
      WHERE ws = ${ws} AND id = ${deliveryId} AND lease = ${end.lease} FOR UPDATE`
    if (!row) return false
    await tx`
      UPDATE webhook_deliveries SET state = ${state}, reason = ${storableTextOrNull(end.reason)},
        due_at = ${end.dueAt}, started_at = ${end.startedAt},
        ended_at = ${state === 'pending' ? null : end.now},
        attempts = attempts + ${attempt ? 1 : 0}, log = ${logWith(row.log, attempt)}, lease = ''
      WHERE ws = ${ws} AND id = ${deliveryId}`
    if (health)
      await tx`UPDATE webhooks SET ${afterAttempt(tx, health, end.now)}
        WHERE ws = ${ws} AND id = ${webhookId}`
    return true
  })
}

/** What an attempt changes of a webhook; the moment at which it breaks or recovers is kept. */
function afterAttempt(tx: Transaction, health: WebhookHealth, now: number) {
  const { isFailure, brokenUntil, reason } = health
  if (!isFailure)
    return tx`failures = 0, broken_until = 0, broken_reason = NULL, last_enabled_at = CASE
      WHEN broken_until > 0 THEN ${now}::bigint ELSE last_enabled_at END`
  if (brokenUntil === 0) return tx`failures = failures + 1`
  return tx`failures = failures + 1, broken_until = greatest(broken_until, ${brokenUntil}::bigint),
    broken_reason = ${storableTextOrNull(reason)}, last_disabled_at = CASE
      WHEN broken_until = 0 AND status = 'enabled' THEN ${now}::bigint ELSE last_disabled_at END`
}

async function tidy(sql: Sql, { createdBefore, endedBefore, now, max }: DeliveryLimits) {
  const expired = await sql`
    UPDATE webhook_deliveries SET state = 'failed', reason = 'it could not be sent for too long',
      ended_at = ${now}, lease = '' WHERE state = 'pending' AND (ws, id) IN (
        SELECT ws, id FROM webhook_deliveries
        WHERE state = 'pending' AND greatest(created_at, started_at) < ${createdBefore} LIMIT ${max})`
  const removed = await sql`
    DELETE FROM webhook_deliveries WHERE (ws, id) IN (
      SELECT ws, id FROM webhook_deliveries WHERE ended_at < ${endedBefore}
      ORDER BY ended_at LIMIT ${max})`
  return { expired: expired.count, removed: removed.count }
}
