import { popularList } from '../candidates'
import type { RecordOutcome } from '../store'
import type { RecordWrite } from '../to-record-write'
import { withVelocity } from '../velocity-doc'
import { velocityKeysOf } from '../velocity-key'
import { checkRecord } from './check-record'
import type { Sql, Transaction } from './connect'
import { eventLock, lockAll, velocityLock, visitorLock } from './locks'
import { searchList, searchNames } from './search-columns'
import type { VelocityCounter } from './velocity'
import { writeDeliveries } from './webhook-rows'
import { writeVisitor } from './write-visitor'

/**
 * One transaction under the locks of everything that it looks up, so that two first sights of one
 * browser see each other. Lists of blocking keys are locked for new visitors only: a popular key
 * would otherwise put all its visitors in one queue.
 */
export async function writeRecord(
  sql: Sql,
  velocity: VelocityCounter,
  write: RecordWrite,
): Promise<RecordOutcome['kind']> {
  return sql.begin(async (tx) => {
    await lockAll(tx, locksOf(write))
    const check = await checkRecord(tx, write)
    if (check.kind !== 'clear') return check.kind
    const { event, profile, merge, expects } = write
    const counted = await velocity.count(tx, event, write.usedAt)
    const doc = withVelocity(event.doc, counted, write.usualDailyEvents)
    // Sent together on one connection, run in this order.
    await Promise.all([
      ...writeEvent(tx, write, doc),
      ...(profile ? writeVisitor(tx, write, profile, check.visitor) : []),
      ...(profile && write.exactKey !== null && expects.exactOwner === null
        ? [
            tx`INSERT INTO exact (key, ws, visitor_id)
              VALUES (${write.exactKey}, ${event.ws}, ${profile.visitorId}) ON CONFLICT DO NOTHING`,
          ]
        : []),
      ...(merge ? writeMerge(tx, event.ws, merge) : []),
      ...writeDeliveries(tx, event, write.usedAt),
    ])
    return 'recorded' as const
  })
}

function locksOf({ event, nonceKey, bodyKey, exactKey, blockKeys, merge, expects }: RecordWrite) {
  const isChecked = (_: string, index: number) => expects.blocks?.[index] !== popularList
  return [
    nonceKey,
    bodyKey,
    eventLock(event.ws, event.eventId),
    ...velocityKeysOf(event).map(velocityLock),
    ...(exactKey === null ? [] : [exactKey]),
    ...(expects.isVisitorKnown ? [] : blockKeys.filter(isChecked)),
    ...(merge ? [merge.younger, merge.older].map((id) => visitorLock(event.ws, id)) : []),
  ]
}

function writeEvent(tx: Transaction, write: RecordWrite, doc: string) {
  const { event, nonceKey, bodyKey, expects, usedAt } = write
  const { bucket, ws, ts, eventId } = event
  const use = (key: string, ip: string, answer: string) => tx`
    INSERT INTO nonces (key, ws, used_at, event_id, ip, answer)
    VALUES (${key}, ${ws}, ${usedAt}, ${eventId}, ${ip}, ${answer})
    ON CONFLICT (key, ws) DO UPDATE SET used_at = excluded.used_at,
      event_id = excluded.event_id, ip = excluded.ip, answer = excluded.answer`
  return [
    tx`INSERT INTO events (bucket, ws, ts, event_id, env, visitor_id, linked_id, ip, origin,
        country, suspect, replayed, flags, revision, nonce_key, body_key, ${searchNames(tx)})
      VALUES (${bucket}, ${ws}, ${ts}, ${eventId}, ${event.env}, ${event.visitorId},
        ${event.linkedId}, ${event.ip}, ${event.origin}, ${event.country}, ${event.suspect},
        ${event.replayed}, ${event.flags}, ${event.revision}, ${nonceKey}, ${bodyKey},
        ${searchList(tx, event.search)})`,
    tx`INSERT INTO event_docs (bucket, ws, ts, event_id, doc)
      VALUES (${bucket}, ${ws}, ${ts}, ${eventId}, ${doc})`,
    ...(expects.isNonceUsed ? [] : [use(nonceKey, event.ip, write.answer)]),
    ...(expects.isBodyUsed ? [] : [use(bodyKey, '', '')]),
  ]
}

function writeMerge(tx: Transaction, ws: string, merge: { younger: string; older: string }) {
  const { younger, older } = merge
  return [
    tx`UPDATE visitors v SET visits = v.visits + y.visits,
        first_seen_at = least(v.first_seen_at, y.first_seen_at),
        last_seen_at = greatest(v.last_seen_at, y.last_seen_at)
      FROM visitors y
      WHERE y.bucket = bucket_of(${younger}) AND y.ws = ${ws} AND y.visitor_id = ${younger}
        AND v.bucket = bucket_of(${older}) AND v.ws = ${ws} AND v.visitor_id = ${older}`,
    tx`UPDATE visitors SET alias_of = ${older}
      WHERE bucket = bucket_of(${younger}) AND ws = ${ws} AND visitor_id = ${younger}`,
    tx`UPDATE visitors SET alias_of = ${older}
      WHERE ws = ${ws} AND alias_of = ${younger}`,
  ]
}
