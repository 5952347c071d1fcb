import type { EventRow } from '../event-row'
import { eventPart, firstDueAt, isComplete } from '../webhook-row'
import { type Database, prepare } from './driver'

/** Puts deliveries of an event into the outbox, in the transaction of the event. */
export class OutboxWriter {
  readonly #add
  readonly #release

  constructor(db: Database) {
    this.#add = prepare(
      db,
      `INSERT INTO webhook_deliveries (ws, id, webhook_id, event_id, kind, state, created_at, due_at)
       SELECT ws, id || '_' || ?, id, ?, 'event', 'pending', ?, ? FROM webhooks
       WHERE ws = ? AND status = 'enabled' AND (env IS NULL OR env = ?) ON CONFLICT DO NOTHING`,
    )
    this.#release = prepare(
      db,
      `UPDATE webhook_deliveries SET due_at = 0
       WHERE ws = ? AND event_id = ? AND state = 'pending' AND attempts = 0 AND lease = ''`,
    )
  }

  recorded(event: EventRow, usedAt: number): void {
    const dueAt = firstDueAt(event, usedAt)
    if (dueAt === undefined) return
    const { ws, eventId, env } = event
    this.#add.run(eventPart(eventId), eventId, usedAt, dueAt, ws, env)
  }

  revised(event: EventRow): void {
    if (isComplete(event)) this.#release.run(event.ws, event.eventId)
  }
}
