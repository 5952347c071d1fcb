import { planBlocks } from '../candidates'
import type { ProfileWrite } from '../profile-row'
import type { RecordWrite } from '../to-record-write'
import type { HeldBlock, StoredVisitor } from './check-record'
import type { Transaction } from './connect'

/** The statements by which a visit changes its visitor, in their order. */
export function writeVisitor(
  tx: Transaction,
  { event, blockKeys }: RecordWrite,
  profile: ProfileWrite,
  stored: StoredVisitor | undefined,
) {
  const { ws } = event
  const { bucket, visitorId, contentHash } = profile
  if (stored?.content === contentHash) {
    return [
      tx`UPDATE visitors SET last_seen_at = greatest(last_seen_at, ${profile.lastSeenAt}),
          visits = visits + 1, ip = ${profile.ip}
        WHERE bucket = ${bucket} AND ws = ${ws} AND visitor_id = ${visitorId}`,
    ]
  }
  const places = new Map(stored?.held)
  const { kept, added, dropped } = planBlocks([...places.keys()], blockKeys)
  const withPlace = (keys: readonly string[]) =>
    keys.flatMap((key): HeldBlock[] => {
      const place = places.get(key)
      return place === undefined ? [] : [[key, place]]
    })
  return [
    ...(dropped.length > 0 ? [dropBlocks(tx, ws, withPlace(dropped))] : []),
    // The places that the new keys get are known to the database only: it completes the list.
    tx`WITH added AS (
        INSERT INTO blocks (key, ws, seq, visitor_id)
        SELECT key, ${ws}, nextval('block_seq'), ${visitorId}
        FROM unnest(${[...added]}::text[]) WITH ORDINALITY AS wanted (key, place) ORDER BY place
        RETURNING key, seq
      ), held AS (
        SELECT (${JSON.stringify(withPlace(kept))}::text::jsonb || coalesce(
          (SELECT jsonb_agg(jsonb_build_array(key, seq) ORDER BY seq) FROM added), '[]'
        ))::text AS list
      )
      INSERT INTO visitors (bucket, ws, visitor_id, first_seen_at, last_seen_at, visits,
        ip, content, traits, held_blocks)
      SELECT ${bucket}::smallint, ${ws}, ${visitorId}, ${profile.firstSeenAt}::bigint,
        ${profile.lastSeenAt}::bigint, 1, ${profile.ip}, ${contentHash}, ${profile.traits},
        held.list
      FROM held
      ON CONFLICT (bucket, ws, visitor_id) DO UPDATE SET
        last_seen_at = greatest(visitors.last_seen_at, excluded.last_seen_at),
        visits = visitors.visits + 1, ip = excluded.ip,
        content = excluded.content, traits = excluded.traits, held_blocks = excluded.held_blocks`,
  ]
}

/** Takes entries out of their lists. */
export function dropBlocks(tx: Transaction, ws: string, entries: readonly HeldBlock[]) {
  return tx`DELETE FROM blocks USING unnest(
      ${entries.map(([key]) => key)}::text[], ${entries.map(([, seq]) => String(seq))}::text[]
    ) AS gone (key, seq)
    WHERE blocks.key = gone.key AND blocks.ws = ${ws} AND blocks.seq = gone.seq::bigint`
}
