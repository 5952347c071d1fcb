import {
  countVisits,
  type KeyCounts,
  type SeenVisit,
  toVelocity,
  type Velocity,
  type VelocityKeyKind,
  VisitCounter,
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
import { type Database, prepare, type Statement } from './driver'

interface VisitRow {
  readonly ts: number
  readonly a?: string | null
  readonly b?: string | null
  readonly c?: string | null
}

const [, , dayMs] = velocityWindowsMs

/** Each is answered by one covering index. */
const sources: Record<VelocityKeyKind, string> = {
  visitor:
    'SELECT ts, ip AS a, linked_id AS b, country AS c FROM events WHERE ws = ? AND visitor_id = ?',
  ip: `SELECT ts FROM events WHERE ws = ? AND ip = ? AND visitor_id <> ''`,
  linkedId: `SELECT ts, ip AS a, visitor_id AS b FROM events
    WHERE ws = ? AND linked_id = ? AND visitor_id <> ''`,
}

/**
 * Counts what an event that has just been inserted adds up to. This connection is the only one that
 * writes, so what it remembers of busy keys stays true until a transaction is rolled back.
 */
export class VelocityWriter {
  readonly #busy = new BusyKeys<VisitCounter>(keptVisitsMax)
  readonly #within: Record<VelocityKeyKind, Statement<VisitRow>>

  constructor(db: Database) {
    const within = (kind: VelocityKeyKind) =>
      prepare<VisitRow>(db, `${sources[kind]} AND ts > ? AND ts <= ? LIMIT ?`)
    this.#within = { visitor: within('visitor'), ip: within('ip'), linkedId: within('linkedId') }
  }

  /** @param event is in the table already */
  count(event: EventRow): Velocity {
    const counts: Partial<Record<VelocityKeyKind, KeyCounts>> = {}
    for (const key of velocityKeysOf(event)) counts[key.kind] = this.#countKey(key, event)
    const { visitor, ip, linkedId } = counts
    if (!visitor || !ip) throw new Error('an event has no visitor or no address')
    return toVelocity(event, { visitor, ip, linkedId })
  }

  /** For keys whose stored events changed otherwise than by `count`. */
  forget(keys: readonly VelocityKey[]): void {
    for (const key of keys) this.#busy.forget(key)
  }

  /** For a rollback. */
  forgetAll(): void {
    this.#busy.forgetAll()
  }

  #countKey(key: VelocityKey, event: EventRow): KeyCounts {
    const { kind } = key
    const known = this.#busy.find(key)
    if (known) {
      known.add(toVisit(event, kind))
      this.#busy.keep(key, known)
      return known.countAt(event.ts) ?? this.#recount(key, event.ts)
    }
    const few = this.#read(key, event.ts - dayMs, event.ts, fewVisitsMax + 1)
    if (few.length <= fewVisitsMax) return countVisits(few, event.ts, velocityValues[kind].length)
    const counter = this.#load(key, event.ts)
    return counter.countAt(event.ts) ?? this.#recount(key, event.ts)
  }

  #load(key: VelocityKey, at: number): VisitCounter {
    const floor = floorOf(at)
    const counter = new VisitCounter(velocityValues[key.kind].length, floor)
    for (const visit of this.#read(key, floor)) counter.add(visit)
    this.#busy.keep(key, counter)
    return counter
  }

  /** Of an event from before what is remembered: clocks of development may be set back by days. */
  #recount(key: VelocityKey, at: number): KeyCounts {
    return countVisits(this.#read(key, at - dayMs, at), at, velocityValues[key.kind].length)
  }

  #read(
    { kind, ws, key }: VelocityKey,
    after: number,
    until = Number.MAX_SAFE_INTEGER,
    max = -1,
  ): SeenVisit[] {
    const { length } = velocityValues[kind]
    return this.#within[kind]
      .all(ws, key, after, until, max)
      .map(({ ts, a = null, b = null, c = null }) => ({
        at: ts,
        values: [a, b, c].slice(0, length),
      }))
  }
}
