import type { AnchoredHistory } from '@whorl/core'
import { chooseCandidates, noList, orderCandidates, visitorsOf } from '../candidates'
import { lookupKey, lookupKeysOf } from '../lookup-keys'
import { storableText } from '../storable-text'
import type { HistoryAnswer, HistoryQuery, NonceUse } from '../store'
import type { TombstoneHash } from '../tombstone-hash'
import { BlockLists } from './block-lists'
import { type Database, prepare } from './driver'
import { VisitorRows } from './visitor-rows'

/** Answers `history` from one snapshot of the data. */
export class HistoryReader {
  readonly #db
  readonly #tombstoneHash
  readonly #visitors
  readonly #exact
  readonly #lists
  readonly #nonce
  readonly #tombstone

  constructor(db: Database, tombstoneHash: TombstoneHash) {
    this.#db = db
    this.#tombstoneHash = tombstoneHash
    this.#visitors = new VisitorRows(db)
    this.#exact = prepare<{ visitor: number }>(
      db,
      'SELECT visitor FROM exact WHERE key = ? AND ws = ?',
    )
    this.#lists = new BlockLists(db)
    this.#nonce = prepare<NonceUse>(
      db,
      `SELECT event_id AS eventId, ip, used_at AS usedAt, answer FROM nonces
       WHERE key = ? AND ws = ? AND used_at >= ?`,
    )
    this.#tombstone = prepare<{ ws: string }>(
      db,
      'SELECT ws FROM tombstones WHERE ws = ? AND hash = ?',
    )
  }

  read(query: HistoryQuery): HistoryAnswer {
    this.#db.exec('BEGIN')
    try {
      return this.#read(query)
    } finally {
      this.#db.exec('COMMIT')
    }
  }

  findNonce(workspaceId: string, nonce: string, since: number): NonceUse | undefined {
    const use = this.#nonce.get(lookupKey('nonce', workspaceId, nonce), workspaceId, since)
    return use && { ...use }
  }

  #read(query: HistoryQuery): HistoryAnswer {
    const { workspaceId: ws, noncesSince } = query
    const keys = lookupKeysOf(query)
    const anchored = query.anchors.map((id) => this.#readAnchor(ws, id))
    const isLeftOut =
      query.candidates === 'unless_anchored' && anchored.some(({ profile }) => profile)
    const lists = new Map(
      isLeftOut ? [] : keys.blocks.map((key) => [key, this.#lists.read(key)] as const),
    )
    const owner = keys.exact === null ? undefined : this.#exact.get(keys.exact, ws)
    const exact = owner && this.#visitors.findKnownByRow(ws, owner.visitor)
    const chosen = chooseCandidates([...lists.values()])
    const candidates = orderCandidates(this.#visitors.listKnownByRow(ws, chosen))
    const history = { anchored, ...(exact && { exact }), candidates }
    const nonceUse = this.#nonce.get(keys.nonce, ws, noncesSince)
    return {
      history,
      ...(nonceUse && { nonceUse: { ...nonceUse } }),
      isBodyUsed: this.#nonce.get(keys.body, ws, noncesSince) !== undefined,
      versions: {
        exactOwner: exact?.visitorId ?? null,
        blocks: isLeftOut ? [] : keys.blocks.map((key) => (lists.get(key) ?? noList).version),
        visitors: visitorsOf(history),
      },
      ...(isLeftOut && { areCandidatesLeftOut: true }),
    }
  }

  #readAnchor(ws: string, visitorId: string): AnchoredHistory {
    const id = storableText(visitorId)
    const profile = this.#visitors.findKnown(ws, id)
    if (profile) return { visitorId, state: 'known', profile }
    const tombstone = this.#tombstone.get(ws, this.#tombstoneHash(ws, id))
    return { visitorId, state: tombstone ? 'deleted' : 'missing' }
  }
}
