import type { AnchoredHistory, Profile } from '@whorl/core'
import {
  type BlockList,
  blockListMax,
  chooseCandidates,
  noList,
  orderCandidates,
  popularList,
  popularListRead,
  visitorsOf,
} from '../candidates'
import { type LookupKeys, lookupKey, lookupKeysOf } from '../lookup-keys'
import { storableText } from '../storable-text'
import type { HistoryAnswer, HistoryQuery, NonceUse } from '../store'
import type { TombstoneHash } from '../tombstone-hash'
import type { Sql } from './connect'
import { findProfiles } from './find-profiles'

interface BlockEntry {
  readonly key: string
  readonly owner: string
  /** Place in the list, never given twice. */
  readonly order: number
}

/**
 * Lists and keys are read before the visitors they name: what moves in between makes the versions
 * too old, which `record` notices, and never too new.
 */
export async function readHistory(
  sql: Sql,
  tombstoneHash: TombstoneHash,
  query: HistoryQuery,
): Promise<HistoryAnswer> {
  const { workspaceId: ws } = query
  const keys = lookupKeysOf(query)
  const anchors = query.anchors.map((id) => ({ id, hash: tombstoneHash(ws, storableText(id)) }))
  // The lists are most of what a visit reads: one more round trip is cheaper.
  const isLeftOut =
    query.candidates === 'unless_anchored' &&
    (
      await findProfiles(
        sql,
        ws,
        anchors.map(({ id }) => storableText(id)),
      )
    ).size > 0
  const [entries, owner, uses, buried] = await Promise.all([
    isLeftOut ? [] : readBlocks(sql, ws, keys),
    readOwner(sql, ws, keys),
    readUses(sql, ws, keys, query.noncesSince),
    readTombstones(
      sql,
      ws,
      anchors.map(({ hash }) => hash),
    ),
  ])
  const lists = new Map(keys.blocks.map((key): [string, BlockEntry[]] => [key, []]))
  for (const entry of entries) lists.get(entry.key)?.push(entry)
  const read = new Map([...lists].map(([key, list]) => [key, toBlockList(list)] as const))
  const chosen = chooseCandidates([...read.values()])
  const asked = new Set([...anchors.map(({ id }) => storableText(id)), ...chosen])
  if (owner !== undefined) asked.add(owner)
  const known = await findProfiles(sql, ws, [...asked])
  const profileOf = (id: string | undefined): Profile | undefined =>
    id === undefined ? undefined : known.get(id)
  const exact = profileOf(owner)
  const nonceUse = uses.find(({ key }) => key === keys.nonce)?.use
  const history = {
    anchored: anchors.map(({ id, hash }): AnchoredHistory => {
      const profile = profileOf(storableText(id))
      if (profile) return { visitorId: id, state: 'known', profile }
      return { visitorId: id, state: buried.has(hash) ? 'deleted' : 'missing' }
    }),
    ...(exact && { exact }),
    candidates: orderCandidates(chosen.flatMap((id) => profileOf(id) ?? [])),
  }
  return {
    history,
    ...(nonceUse && { nonceUse }),
    isBodyUsed: uses.some(({ key }) => key === keys.body),
    versions: {
      exactOwner: exact?.visitorId ?? null,
      blocks: isLeftOut ? [] : keys.blocks.map((key) => (read.get(key) ?? noList).version),
      visitors: visitorsOf(history),
    },
    ...(isLeftOut && { areCandidatesLeftOut: true }),
  }
}

export async function findNonce(
  sql: Sql,
  ws: string,
  nonce: string,
  since: number,
): Promise<NonceUse | undefined> {
  const rows = await sql<NonceUse[]>`
    SELECT event_id AS "eventId", ip, used_at AS "usedAt", answer FROM nonces
    WHERE key = ${lookupKey('nonce', ws, nonce)} AND ws = ${ws} AND used_at >= ${since}`
  return rows[0]
}

function toBlockList(list: readonly BlockEntry[]): BlockList<string> {
  if (list.length < blockListMax) {
    return { entries: list, isPopular: false, version: list[0]?.order ?? 0 }
  }
  return { entries: list.slice(0, popularListRead), isPopular: true, version: popularList }
}

async function readBlocks(sql: Sql, ws: string, keys: LookupKeys): Promise<BlockEntry[]> {
  if (keys.blocks.length === 0) return []
  return sql<BlockEntry[]>`
    SELECT key, list.visitor_id AS owner, list.seq AS "order"
    FROM unnest(${[...new Set(keys.blocks)]}::text[]) AS key
    CROSS JOIN LATERAL (
      SELECT visitor_id, seq FROM blocks b WHERE b.key = key.key AND b.ws = ${ws}
      ORDER BY seq DESC LIMIT ${blockListMax}
    ) AS list
    ORDER BY list.seq DESC`
}

async function readOwner(sql: Sql, ws: string, keys: LookupKeys): Promise<string | undefined> {
  if (keys.exact === null) return undefined
  const rows = await sql<{ visitor_id: string }[]>`
    SELECT visitor_id FROM exact WHERE key = ${keys.exact} AND ws = ${ws}`
  return rows[0]?.visitor_id
}

async function readUses(
  sql: Sql,
  ws: string,
  keys: LookupKeys,
  since: number,
): Promise<{ readonly key: string; readonly use: NonceUse }[]> {
  const rows = await sql<(NonceUse & { key: string })[]>`
    SELECT key, event_id AS "eventId", ip, used_at AS "usedAt", answer FROM nonces
    WHERE key IN (${keys.nonce}, ${keys.body}) AND ws = ${ws} AND used_at >= ${since}`
  return rows.map(({ key, ...use }) => ({ key, use }))
}

async function readTombstones(
  sql: Sql,
  ws: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await sql<{ hash: string }[]>`
    SELECT hash FROM tombstones WHERE hash = ANY(${[...hashes]}::text[]) AND ws = ${ws}`
  return new Set(rows.map(({ hash }) => hash))
}
