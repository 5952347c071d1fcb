import type { AnchoredHistory, Profile } from '@whorl/core'
import {
  type BlockList,
  blockListMax,
  chooseCandidates,
  noList,
  orderCandidates,
  popularListRead,
  versionOf,
} from '../candidates'
import { lookupKey, lookupKeysOf } from '../lookup-keys'
import { storableText } from '../storable-text'
import type { HistoryAnswer, HistoryQuery, NonceUse } from '../store'
import type { TombstoneHash } from '../tombstone-hash'
import { type Database, prepare } from './driver'
import { type KnownVisitor, VisitorRows } from './visitor-rows'

/** A blocking key's newest entries, as JSON: a row for each would cost more than the look-up. */
interface BlockRow {
  readonly owners: string
  readonly seqs: string
  /** Entries of the list, counted up to the most that are read. */
  readonly size: number
}

/** Answers `history` from one snapshot of the data. */
export class HistoryReader {
  readonly #db
  readonly #tombstoneHash
  readonly #visitors
  readonly #exact
  readonly #block
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
    this.#block = prepare<BlockRow>(
      db,
      `WITH list (size) AS MATERIALIZED (
         SELECT count(*) FROM (SELECT 1 FROM blocks WHERE key = ?1 LIMIT ${blockListMax})
       )
       SELECT json_group_array(visitor) AS owners, json_group_array(seq) AS seqs,
         (SELECT size FROM list) AS size
       FROM (SELECT visitor, seq FROM blocks WHERE key = ?1 ORDER BY seq DESC
         LIMIT iif((SELECT size FROM list) < ${blockListMax}, ${blockListMax}, ${popularListRead}))`,
    )
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
    const revisions: Record<string, number> = {}
    const learn = (visitor: KnownVisitor | undefined): Profile | undefined => {
      if (visitor) revisions[visitor.profile.visitorId] = visitor.revision
      return visitor?.profile
    }
    const anchored = query.anchors.map((id) => this.#readAnchor(ws, id, learn))
    const isLeftOut =
      query.candidates === 'unless_anchored' && anchored.some(({ profile }) => profile)
    const lists = new Map(
      isLeftOut ? [] : keys.blocks.map((key) => [key, this.#readBlock(key)] as const),
    )
    const owner = keys.exact === null ? undefined : this.#exact.get(keys.exact, ws)
    const exact = owner && learn(this.#visitors.findKnownByRow(ws, owner.visitor))
    const chosen = chooseCandidates([...lists.values()])
    const candidates = this.#visitors.listKnownByRow(ws, chosen).flatMap((one) => learn(one) ?? [])
    const nonceUse = this.#nonce.get(keys.nonce, ws, noncesSince)
    return {
      history: { anchored, ...(exact && { exact }), candidates: orderCandidates(candidates) },
      ...(nonceUse && { nonceUse: { ...nonceUse } }),
      isBodyUsed: this.#nonce.get(keys.body, ws, noncesSince) !== undefined,
      versions: {
        exactOwner: exact?.visitorId ?? null,
        blocks: isLeftOut ? [] : keys.blocks.map((key) => versionOf(lists.get(key) ?? noList)),
        visitors: revisions,
      },
      ...(isLeftOut && { areCandidatesLeftOut: true }),
    }
  }

  #readBlock(key: string): BlockList<number> {
    const { owners, seqs, size } = this.#block.get(key) ?? { owners: '[]', seqs: '[]', size: 0 }
    // Integer columns, made to JSON by the statement.
    const places = JSON.parse(seqs) as number[]
    const entries = (JSON.parse(owners) as number[]).flatMap((owner, index) => {
      const seq = places[index]
      return seq === undefined ? [] : [{ owner, seq }]
    })
    return { entries, size }
  }

  #readAnchor(
    ws: string,
    visitorId: string,
    learn: (visitor: KnownVisitor | undefined) => Profile | undefined,
  ): AnchoredHistory {
    const id = storableText(visitorId)
    const profile = learn(this.#visitors.findKnown(ws, id))
    if (profile) return { visitorId, state: 'known', profile }
    const tombstone = this.#tombstone.get(ws, this.#tombstoneHash(ws, id))
    return { visitorId, state: tombstone ? 'deleted' : 'missing' }
  }
}
