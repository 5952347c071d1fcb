import { popularList } from '../candidates'
import type { EventRow } from '../event-row'
import { searchColumnNames, searchValues } from '../search-columns'
import type { RecordWrite } from '../to-record-write'
import { withVelocity } from '../velocity-doc'
import type { BlockLists } from './block-lists'
import type { WriterResults } from './command'
import { type Database, prepare } from './driver'
import type { OutboxWriter } from './outbox-writer'
import type { VelocityWriter } from './velocity-writer'
import { type VisitorRow, VisitorRows } from './visitor-rows'
import type { VisitorWriter } from './write-visitor'

/** What is written beside the event. */
export interface RecordParts {
  readonly velocity: VelocityWriter
  readonly outbox: OutboxWriter
}

/** The transaction's part of `record`: checks what was expected, then writes all or nothing. */
export class RecordWriter {
  readonly #rows
  readonly #visitors
  readonly #nonce
  readonly #putNonce
  readonly #exact
  readonly #addExact
  readonly #tombstone
  readonly #lists
  readonly #addEvent
  readonly #addDoc
  readonly #alias
  readonly #absorb
  readonly #velocity
  readonly #outbox

  constructor(
    db: Database,
    visitors: VisitorWriter,
    lists: BlockLists,
    { velocity, outbox }: RecordParts,
  ) {
    this.#velocity = velocity
    this.#rows = new VisitorRows(db)
    this.#visitors = visitors
    this.#nonce = prepare<{ used_at: number }>(
      db,
      'SELECT used_at FROM nonces WHERE key = ? AND ws = ? AND used_at >= ?',
    )
    // Taken over only from a use that is older than what counts.
    this.#putNonce = prepare(
      db,
      `INSERT INTO nonces (key, ws, used_at, event_id, ip, answer) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET used_at = excluded.used_at,
         event_id = excluded.event_id, ip = excluded.ip, answer = excluded.answer`,
    )
    this.#exact = prepare<{ visitor: number }>(
      db,
      'SELECT visitor FROM exact WHERE key = ? AND ws = ?',
    )
    this.#addExact = prepare(
      db,
      'INSERT INTO exact (key, ws, visitor) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#tombstone = prepare<{ ws: string }>(
      db,
      'SELECT ws FROM tombstones WHERE ws = ? AND hash = ?',
    )
    this.#lists = lists
    this.#outbox = outbox
    this.#addEvent = prepare<{ id: number }>(
      db,
      `INSERT INTO events (ws, bucket, ts, event_id, env, visitor_id, linked_id, ip, origin,
         country, suspect, replayed, flags, revision, nonce_key, body_key, ${searchColumnNames.join()})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?${', ?'.repeat(searchColumnNames.length)})
       ON CONFLICT DO NOTHING RETURNING id`,
    )
    this.#addDoc = prepare(db, 'INSERT INTO event_docs (id, doc) VALUES (?, ?)')
    this.#alias = prepare(
      db,
      `UPDATE visitors SET alias_of = ?
       WHERE ws = ? AND (visitor_id = ? OR alias_of = ?)`,
    )
    this.#absorb = prepare(
      db,
      `UPDATE visitors SET visits = visitors.visits + younger.visits,
         first_seen_at = min(visitors.first_seen_at, younger.first_seen_at),
         last_seen_at = max(visitors.last_seen_at, younger.last_seen_at)
       FROM visitors AS younger WHERE younger.id = ? AND visitors.id = ?`,
    )
  }

  record(command: RecordWrite): WriterResults['record'] {
    const { event, profile, merge, expects } = command
    const { ws } = event
    const isNonceUsed = this.#isUsed(command, command.nonceKey)
    const isBodyUsed = this.#isUsed(command, command.bodyKey)
    if (isNonceUsed !== expects.isNonceUsed || isBodyUsed !== expects.isBodyUsed) return 'conflict'
    if (this.#ownerOfExact(command) !== expects.exactOwner) return 'conflict'
    const visitor = this.#rows.find(ws, event.visitorId)
    if ((visitor !== undefined) !== expects.isVisitorKnown || visitor?.alias_of) return 'conflict'
    const { noTombstone } = expects
    if (noTombstone !== undefined && this.#tombstone.get(ws, noTombstone)) return 'conflict'
    if (this.#haveBlocksMoved(command)) return 'conflict'
    const pair = merge && this.#findPair(ws, merge)
    if (merge && !pair) return 'conflict'

    if (!this.#writeEvent(command)) return 'event_id_taken'
    if (!isNonceUsed) this.#use(command, command.nonceKey, event.ip, command.answer)
    if (!isBodyUsed) this.#use(command, command.bodyKey, '', '')
    if (profile) {
      const row = this.#visitors.write(ws, visitor, profile, command.blockKeys)
      if (command.exactKey !== null && expects.exactOwner === null) {
        this.#addExact.run(command.exactKey, ws, row)
      }
    }
    if (pair) this.#merge(ws, pair)
    this.#outbox.recorded(event, command.usedAt)
    return 'recorded'
  }

  /** An event without a visitor: nobody's message, so there is no nonce either. */
  recordEdge(event: EventRow): WriterResults['recordEdge'] {
    return this.#writeEvent({ event, nonceKey: '', bodyKey: '' }) ? 'recorded' : 'event_id_taken'
  }

  #isUsed({ event, noncesSince }: RecordWrite, key: string): boolean {
    return this.#nonce.get(key, event.ws, noncesSince) !== undefined
  }

  #use({ event, usedAt }: RecordWrite, key: string, ip: string, answer: string): void {
    this.#putNonce.run(key, event.ws, usedAt, event.eventId, ip, answer)
  }

  #ownerOfExact({ event, exactKey }: RecordWrite): string | null {
    const owner = exactKey === null ? undefined : this.#exact.get(exactKey, event.ws)
    const visitor = owner && this.#rows.findCanonicalByRow(event.ws, owner.visitor)
    return visitor?.visitor_id ?? null
  }

  #haveBlocksMoved({ blockKeys, expects }: RecordWrite): boolean {
    return (
      expects.blocks?.some((version, index) => {
        const key = blockKeys[index]
        if (key === undefined || version === popularList) return false
        return this.#lists.version(key) !== version
      }) ?? false
    )
  }

  #findPair(ws: string, { younger, older }: { younger: string; older: string }) {
    const pair = { younger: this.#rows.find(ws, younger), older: this.#rows.find(ws, older) }
    if (!pair.younger || pair.younger.alias_of !== null || younger === older) return undefined
    if (!pair.older || pair.older.alias_of !== null) return undefined
    return { younger: pair.younger, older: pair.older }
  }

  #merge(ws: string, { younger, older }: { younger: VisitorRow; older: VisitorRow }): void {
    this.#absorb.run(younger.id, older.id)
    this.#alias.run(older.visitor_id, ws, younger.visitor_id, younger.visitor_id)
  }

  #docOf(event: EventRow, usualDailyEvents: number | undefined): string {
    if (event.visitorId === '') return event.doc
    return withVelocity(event.doc, this.#velocity.count(event), usualDailyEvents)
  }

  #writeEvent({
    event,
    nonceKey,
    bodyKey,
    usualDailyEvents,
  }: Pick<RecordWrite, 'event' | 'nonceKey' | 'bodyKey' | 'usualDailyEvents'>): boolean {
    const row = this.#addEvent.get(
      event.ws,
      event.bucket,
      event.ts,
      event.eventId,
      event.env,
      event.visitorId,
      event.linkedId,
      event.ip,
      event.origin,
      event.country,
      event.suspect,
      event.replayed,
      event.flags,
      event.revision,
      nonceKey,
      bodyKey,
      ...searchValues(event.search),
    )
    if (row) this.#addDoc.run(row.id, this.#docOf(event, usualDailyEvents))
    return row !== undefined
  }
}
