import { popularList } from '../candidates'
import type { RecordWrite } from '../to-record-write'
import type { Transaction } from './connect'

/** A blocking key that a visitor holds, and its place in the key's list. */
export type HeldBlock = readonly [key: string, place: number]

/** The row of the event's visitor, when it has one. */
export interface StoredVisitor {
  readonly content: string
  readonly held: readonly HeldBlock[]
}

export type RecordCheck =
  | { readonly kind: 'conflict' }
  | { readonly kind: 'event_id_taken' }
  | { readonly kind: 'clear'; readonly visitor?: StoredVisitor }

interface CheckRow {
  readonly used: readonly string[]
  readonly exact_owner: string | null
  readonly is_buried: boolean
  readonly is_taken: boolean
  readonly newest: readonly number[]
}

interface VisitorRow {
  readonly visitor_id: string
  readonly alias_of: string | null
  readonly content: string
  readonly held_blocks: string
}

/** Compares the world with what the command expects; to be called under its locks. */
export async function checkRecord(tx: Transaction, write: RecordWrite): Promise<RecordCheck> {
  const { event, merge, expects } = write
  const ids = [event.visitorId, ...(merge ? [merge.younger, merge.older] : [])]
  const [[row], visitors] = await Promise.all([
    readState(tx, write),
    tx<VisitorRow[]>`
      SELECT visitor_id, alias_of, content, held_blocks FROM visitors
      WHERE bucket IN (SELECT bucket_of(id) FROM unnest(${ids}::text[]) AS id)
        AND ws = ${event.ws} AND visitor_id = ANY(${ids}::text[])`,
  ])
  if (!row) throw new Error('the check of a record returned no row')
  const canonical = new Map(
    visitors.filter(({ alias_of }) => alias_of === null).map((found) => [found.visitor_id, found]),
  )
  const stored = canonical.get(event.visitorId)
  const isAlias = visitors.some(
    ({ visitor_id, alias_of }) => visitor_id === event.visitorId && alias_of !== null,
  )
  const hasMoved =
    row.used.includes(write.nonceKey) !== expects.isNonceUsed ||
    row.used.includes(write.bodyKey) !== expects.isBodyUsed ||
    row.exact_owner !== expects.exactOwner ||
    row.is_buried ||
    isAlias ||
    (stored !== undefined) !== expects.isVisitorKnown ||
    (expects.blocks?.some((seq, index) => seq !== popularList && row.newest[index] !== seq) ??
      false) ||
    (merge !== undefined &&
      (merge.younger === merge.older ||
        !canonical.has(merge.younger) ||
        !canonical.has(merge.older)))
  if (hasMoved) return { kind: 'conflict' }
  if (row.is_taken) return { kind: 'event_id_taken' }
  if (!stored) return { kind: 'clear' }
  // Written by `writeVisitor` and by nothing else.
  const held = JSON.parse(stored.held_blocks) as HeldBlock[]
  return { kind: 'clear', visitor: { content: stored.content, held } }
}

function readState(tx: Transaction, write: RecordWrite) {
  const { event, expects, exactKey, nonceKey, bodyKey } = write
  const { ws } = event
  const blocks = expects.blocks ? [...write.blockKeys] : []
  return tx<CheckRow[]>`
    SELECT
      ARRAY(SELECT key FROM nonces WHERE key IN (${nonceKey}, ${bodyKey}) AND ws = ${ws}
        AND used_at >= ${write.noncesSince}) AS used,
      (SELECT coalesce(v.alias_of, v.visitor_id) FROM exact e
        JOIN visitors v ON v.bucket = bucket_of(e.visitor_id) AND v.ws = ${ws}
          AND v.visitor_id = e.visitor_id
        WHERE e.key = ${exactKey ?? ''} AND e.ws = ${ws}) AS exact_owner,
      EXISTS (SELECT FROM tombstones
        WHERE hash = ${expects.noTombstone ?? ''} AND ws = ${ws}) AS is_buried,
      EXISTS (SELECT FROM events
        WHERE ws = ${ws} AND ts = ${event.ts} AND event_id = ${event.eventId}) AS is_taken,
      ARRAY(SELECT coalesce((SELECT seq FROM blocks b WHERE b.key = wanted.key AND b.ws = ${ws}
          ORDER BY seq DESC LIMIT 1), 0)
        FROM unnest(${blocks}::text[]) WITH ORDINALITY AS wanted (key, place)
        ORDER BY wanted.place) AS newest`
}
