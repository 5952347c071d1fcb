import { hash } from 'node:crypto'
import type { HistoryQuery } from './store'

/** The texts of a query as the tables hold them: hashes with the workspace inside. */
export interface LookupKeys {
  readonly exact: string | null
  /** One for each blocking key of the query, in its order; equal texts give equal keys. */
  readonly blocks: readonly string[]
  readonly nonce: string
  readonly body: string
}

type KeyKind =
  | 'exact'
  | 'block'
  | 'nonce'
  | 'body'
  | 'visitor'
  | 'event'
  | 'velocity ip'
  | 'velocity linkedId'

/**
 * 22 base64url characters of SHA-256 (132 bits). The lengths keep two different triples from
 * being written as the same text.
 */
export function lookupKey(kind: KeyKind, workspaceId: string, text: string): string {
  const named = `${kind}:${workspaceId.length}:${workspaceId}${text}`
  return hash('sha256', named, 'base64url').slice(0, 22)
}

/** `history` and `record` get the same query object: hash its texts once. */
const hashed = new WeakMap<HistoryQuery, LookupKeys>()

export function lookupKeysOf(query: HistoryQuery): LookupKeys {
  const known = hashed.get(query)
  if (known) return known
  const { workspaceId, keys } = query
  const fresh: LookupKeys = {
    exact: keys.exact === undefined ? null : lookupKey('exact', workspaceId, keys.exact),
    blocks: keys.blocks.map((text) => lookupKey('block', workspaceId, text)),
    nonce: lookupKey('nonce', workspaceId, query.nonce),
    body: lookupKey('body', workspaceId, query.bodyHash),
  }
  hashed.set(query, fresh)
  return fresh
}
