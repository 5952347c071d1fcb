import {
  countVisits,
  type KeyCounts,
  toVelocity,
  type Velocity,
  type VelocityKeyKind,
  velocityValues,
  velocityWindowsMs,
} from '@whorl/core'
import { BusyKeys } from '../busy-keys'
import type { EventRow } from '../event-row'
import {
  fewVisitsMax,
  floorOf,
  keptVisitsMax,
  toVisit,
  type VelocityKey,
  velocityKeysOf,
} from '../velocity-key'
import type { Sql, Transaction } from './connect'
import { type KeyVersion, missedMs, Remembered } from './remembered'
import { readColumns, readCounter, readVisits, toSeenVisits } from './visit-reader'

const [, , dayMs] = velocityWindowsMs

export interface VelocityCounter {
  /**
   * What the event adds up to, before it is inserted. To be called under the locks of its keys and
   * once in a transaction.
   */
  count(tx: Transaction, event: EventRow, usedAt: number): Promise<Velocity>
}

/**
 * Rare keys are counted from the events. A busy key has a row whose version grows with every visit:
 * a process that remembers the version before counts in memory, one that missed some visits reads
 * those. A rolled back transaction takes its version back with it, so that what it left in memory
 * is ahead of the row and is read again.
 */
export function createVelocityCounter(): VelocityCounter {
  const busy = new BusyKeys<Remembered>(keptVisitsMax)

  async function countKey(
    tx: Transaction,
    key: VelocityKey,
    event: EventRow,
    usedAt: number,
  ): Promise<KeyCounts> {
    const visit = toVisit(event, key.kind)
    const kinds = velocityValues[key.kind].length
    const version = await nextVersion(tx, key, usedAt)
    if (!version) {
      const day = { after: event.ts - dayMs, until: event.ts }
      const few = toSeenVisits(await readColumns(tx, key, { ...day, max: fewVisitsMax }))
      if (few.length < fewVisitsMax) return countVisits([...few, visit], event.ts, kinds)
    }
    const current = version ?? (await addKey(tx, key, usedAt))
    const known = await recall(tx, key, current)
    known?.add(event.eventId, visit)
    const counts = known?.counter.countAt(event.ts)
    if (known && (counts || !known.counter.lacksValues)) {
      busy.keep(key, known)
      return counts ?? (await recount(tx, key, event))
    }
    const learned = await learn(tx, key, event.ts, current)
    learned.add(event.eventId, visit)
    busy.keep(key, learned)
    return learned.counter.countAt(event.ts) ?? (await recount(tx, key, event))
  }

  /** What this process remembers, when that is every visit but the one that made `version`. */
  async function recall(tx: Transaction, key: VelocityKey, version: KeyVersion) {
    const known = busy.find(key)
    busy.forget(key)
    const isKnown =
      known?.epoch === version.epoch && (await catchUp(tx, key, known, version.version))
    return isKnown ? known : undefined
  }

  return {
    async count(tx, event, usedAt) {
      // Together on one connection: three keys take the round trips of one.
      const counted = await Promise.all(
        velocityKeysOf(event).map(
          async (key) => [key.kind, await countKey(tx, key, event, usedAt)] as const,
        ),
      )
      const counts: Partial<Record<VelocityKeyKind, KeyCounts>> = Object.fromEntries(counted)
      const { visitor, ip, linkedId } = counts
      if (!visitor || !ip) throw new Error('an event has no visitor or no address')
      return toVelocity(event, { visitor, ip, linkedId })
    },
  }
}

/** Everything about a busy key but the visit that made `version`. */
async function learn(
  tx: Transaction,
  key: VelocityKey,
  at: number,
  version: KeyVersion,
): Promise<Remembered> {
  const floor = floorOf(at)
  const counter = await readCounter(tx, key, { at, floor })
  const remembered = new Remembered(counter, version)
  const recent = await readVisits(tx, key, Math.max(floor, counter.newest - missedMs))
  for (const { id, at } of recent) remembered.note(id, { at })
  return remembered
}

/** Of an event from before what is remembered: clocks of development may be set back by days. */
async function recount(tx: Transaction, key: VelocityKey, event: EventRow): Promise<KeyCounts> {
  const { ts } = event
  const counter = await readCounter(tx, key, { at: ts, floor: ts - dayMs, until: ts })
  counter.add(toVisit(event, key.kind))
  const counts = counter.countAt(ts)
  if (!counts) throw new Error('a day was read and is not known')
  return counts
}

/** @returns whether everything up to before `version` is known now */
async function catchUp(
  tx: Transaction,
  key: VelocityKey,
  known: Remembered,
  version: number,
): Promise<boolean> {
  const missed = version - 1 - known.version
  if (missed < 0) return false
  if (missed > 0) {
    const rows = await readVisits(tx, key, known.newest - missedMs)
    const unknown = rows.filter(({ id }) => !known.recent.has(id))
    if (unknown.length !== missed) return false
    for (const { id, ...visit } of unknown) known.add(id, visit)
  }
  known.version = version
  return true
}

/** `undefined` for a key that is not busy. */
async function nextVersion(
  tx: Transaction,
  { kind, ws, key }: VelocityKey,
  usedAt: number,
): Promise<KeyVersion | undefined> {
  const rows = await tx<KeyVersion[]>`
    UPDATE velocity_keys SET version = version + 1, used_at = ${usedAt}
    WHERE key = ${key} AND ws = ${ws} AND kind = ${kind} RETURNING epoch, version`
  return rows[0]
}

async function addKey(
  tx: Transaction,
  { kind, ws, key }: VelocityKey,
  usedAt: number,
): Promise<KeyVersion> {
  const rows = await tx<KeyVersion[]>`
    INSERT INTO velocity_keys (key, ws, kind, version, used_at)
    VALUES (${key}, ${ws}, ${kind}, 1, ${usedAt}) RETURNING epoch, version`
  const [row] = rows
  if (!row) throw new Error('the insert of a busy key returned no row')
  return row
}

/** Forgets keys that nobody used since, Unix ms. They are learned again from the events. */
export async function purgeVelocityKeys(sql: Sql, before: number): Promise<void> {
  await sql`DELETE FROM velocity_keys WHERE used_at < ${before}`
}
