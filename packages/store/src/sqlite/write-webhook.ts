import { storableText, storableTextOrNull } from '../storable-text'
import { firstSwitch, toWebhook, type WebhookRow, webhookUpdate } from '../webhook-row'
import type {
  DeliveryEnd,
  VerifiedPlace,
  Webhook,
  WebhookHealth,
  WebhookSettings,
} from '../webhook-store'
import { type Database, prepare } from './driver'

/** Writes of the writer's thread to webhooks themselves. */
export function createWebhookWrites(db: Database) {
  const put = prepare<WebhookRow>(
    db,
    `INSERT INTO webhooks (ws, id, env, url, description, version, status, secrets, basic_auth,
       created_at, last_enabled_at, last_disabled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (ws, id) DO UPDATE SET ${webhookUpdate} RETURNING *`,
  )
  const verify = prepare(db, 'UPDATE webhooks SET verified = 1 WHERE ws = ? AND id = ? AND url = ?')
  const remove = prepare(db, 'DELETE FROM webhooks WHERE ws = ? AND id = ?')
  const removeDeliveries = prepare(
    db,
    'DELETE FROM webhook_deliveries WHERE ws = ? AND webhook_id = ?',
  )
  return {
    putWebhook({ webhook, now }: { webhook: WebhookSettings; now: number }): Webhook {
      const { enabledAt, disabledAt } = firstSwitch(webhook, now)
      const [row] = put.all(
        webhook.workspaceId,
        webhook.id,
        storableTextOrNull(webhook.environmentId),
        storableText(webhook.url),
        storableText(webhook.description),
        webhook.version,
        webhook.status,
        webhook.secrets,
        webhook.basicAuth ?? null,
        webhook.createdAt,
        enabledAt,
        disabledAt,
      )
      if (!row) throw new Error('a webhook that was put is not there')
      return toWebhook(row)
    },
    markVerified({ place: { workspaceId, webhookId, url } }: { place: VerifiedPlace }): undefined {
      verify.run(workspaceId, webhookId, storableText(url))
      return undefined
    },
    deleteWebhook({ ws, id }: { ws: string; id: string }): boolean {
      if (Number(remove.run(ws, id).changes) === 0) return false
      removeDeliveries.run(ws, id)
      return true
    },
  }
}

/** What an attempt changes of a webhook; the moment at which it breaks or recovers is kept. */
export function createJudge(db: Database): (end: DeliveryEnd, health: WebhookHealth) => void {
  const works = prepare(
    db,
    `UPDATE webhooks SET failures = 0, broken_until = 0, broken_reason = NULL,
       last_enabled_at = iif(broken_until > 0, ?, last_enabled_at) WHERE ws = ? AND id = ?`,
  )
  const fails = prepare(db, 'UPDATE webhooks SET failures = failures + 1 WHERE ws = ? AND id = ?')
  const breaks = prepare(
    db,
    `UPDATE webhooks SET failures = failures + 1, broken_until = max(broken_until, ?),
       broken_reason = ?,
       last_disabled_at = iif(broken_until = 0 AND status = 'enabled', ?, last_disabled_at)
     WHERE ws = ? AND id = ?`,
  )
  return ({ workspaceId: ws, webhookId, now }, { isFailure, brokenUntil, reason }) => {
    if (!isFailure) works.run(now, ws, webhookId)
    else if (brokenUntil === 0) fails.run(ws, webhookId)
    else breaks.run(brokenUntil, storableTextOrNull(reason), now, ws, webhookId)
  }
}
