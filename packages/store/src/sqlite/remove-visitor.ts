import type { TombstoneHash } from '../tombstone-hash'
import { velocityKeysOf } from '../velocity-key'
import type { BlockLists } from './block-lists'
import type { EventsRemoval, VisitorRemoval } from './command'
import { type Database, prepare } from './driver'
import type { VelocityWriter } from './velocity-writer'
import { VisitorRows } from './visitor-rows'

/** What finds an event in every table. */
export interface EventTrace {
  readonly id: number
  readonly event_id: string
  readonly nonce_key: string
  readonly body_key: string
  readonly ip: string
  readonly linked_id: string | null
}

/** Takes a class of visitor ids out of every table and leaves tombstones. */
export class VisitorRemover {
  readonly #rows
  readonly #tombstoneHash
  readonly #events
  readonly #dropNonce
  readonly #dropEvent
  readonly #dropDoc
  readonly #held
  readonly #lists
  readonly #dropExact
  readonly #dropTraits
  readonly #dropVisitor
  readonly #bury
  readonly #velocity

  constructor(
    db: Database,
    lists: BlockLists,
    tombstoneHash: TombstoneHash,
    velocity: VelocityWriter,
  ) {
    this.#velocity = velocity
    this.#rows = new VisitorRows(db)
    this.#tombstoneHash = tombstoneHash
    this.#events = prepare<EventTrace>(
      db,
      `SELECT id, event_id, nonce_key, body_key, ip, linked_id FROM events
       WHERE ws = ? AND visitor_id = ? LIMIT ?`,
    )
    this.#dropNonce = prepare(db, 'DELETE FROM nonces WHERE key = ? AND event_id = ?')
    this.#dropEvent = prepare(db, 'DELETE FROM events WHERE id = ?')
    this.#dropDoc = prepare(db, 'DELETE FROM event_docs WHERE id = ?')
    this.#held = prepare<{ held_blocks: string }>(
      db,
      'SELECT held_blocks FROM visitor_traits WHERE id = ?',
    )
    this.#lists = lists
    this.#dropExact = prepare(db, 'DELETE FROM exact WHERE visitor = ?')
    this.#dropTraits = prepare(db, 'DELETE FROM visitor_traits WHERE id = ?')
    this.#dropVisitor = prepare(db, 'DELETE FROM visitors WHERE id = ?')
    this.#bury = prepare(
      db,
      'INSERT INTO tombstones (ws, hash) VALUES (?, ?) ON CONFLICT DO NOTHING',
    )
  }

  removeEvents({ ws, visitorId, max }: EventsRemoval): number {
    return this.#removeEvents(ws, this.#listIds(ws, visitorId), max)
  }

  removeVisitor({ ws, visitorId }: VisitorRemoval): boolean {
    const members = this.#rows.listClass(ws, visitorId)
    const ids = this.#listIds(ws, visitorId)
    const events = this.#removeEvents(ws, ids, Number.MAX_SAFE_INTEGER)
    for (const { id } of members) this.removeRow(id)
    const existed = events > 0 || members.length > 0
    if (existed) for (const id of ids) this.#bury.run(ws, this.#tombstoneHash(ws, id))
    return existed
  }

  /** Events of an id may outlive its row, or never have had one: replayed first sights. */
  #listIds(ws: string, visitorId: string): string[] {
    const members = this.#rows.listClass(ws, visitorId).map((row) => row.visitor_id)
    return members.length > 0 ? members : [visitorId]
  }

  #removeEvents(ws: string, ids: readonly string[], max: number): number {
    let removed = 0
    for (const visitorId of ids) {
      for (const event of this.#events.all(ws, visitorId, max - removed)) {
        this.removeEvent(event)
        const { ip, linked_id: linkedId } = event
        this.#velocity.forget(velocityKeysOf({ ws, visitorId, ip, linkedId }))
        removed += 1
      }
    }
    return removed
  }

  removeEvent(event: EventTrace): void {
    // A replayed event does not own the first use of its nonce: both must match.
    this.#dropNonce.run(event.nonce_key, event.event_id)
    this.#dropNonce.run(event.body_key, event.event_id)
    this.#dropDoc.run(event.id)
    this.#dropEvent.run(event.id)
  }

  /** One row of `visitors`, with what finds it. */
  removeRow(id: number): void {
    const text = this.#held.get(id)?.held_blocks ?? '[]'
    // Written by `VisitorWriter` and by nothing else.
    for (const key of JSON.parse(text) as string[]) this.#lists.remove(key, id)
    this.#dropExact.run(id)
    this.#dropTraits.run(id)
    this.#dropVisitor.run(id)
  }
}
