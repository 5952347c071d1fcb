import {
  busyVisitorEvents,
  countVisits,
  type KeyCounts,
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
  valuesFloorOf,
  velocityKeysOf,
} from '../velocity-key'
import type { Database } from './driver'
import { VisitReader } from './visit-reader'

const [, , dayMs] = velocityWindowsMs

/**
 * Counts what an event that has just been inserted adds up to. This connection is the only one that
 * writes, so what it remembers of busy keys stays true until a transaction is rolled back.
 */
export class VelocityWriter {
  readonly #busy = new BusyKeys<VisitCounter>(keptVisitsMax)
  readonly #visits

  constructor(db: Database) {
    this.#visits = new VisitReader(db)
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
    const known = this.#busy.find(key)
    if (known) {
      known.add(toVisit(event, key.kind))
      this.#busy.keep(key, known)
      const counts = known.countAt(event.ts)
      if (counts) return counts
      return known.lacksValues ? this.#learn(key, event.ts) : this.#recount(key, event.ts)
    }
    const few = this.#visits.readFew(key, event.ts - dayMs, event.ts, fewVisitsMax + 1)
    if (few.length > fewVisitsMax) return this.#learn(key, event.ts)
    return countVisits(few, event.ts, velocityValues[key.kind].length)
  }

  /** Reads everything about a busy key and remembers it. */
  #learn(key: VelocityKey, at: number): KeyCounts {
    const counter = this.#load(key, at, floorOf(at))
    this.#busy.keep(key, counter)
    return counter.countAt(at) ?? this.#recount(key, at)
  }

  /** Of an event from before what is remembered: clocks of development may be set back by days. */
  #recount(key: VelocityKey, at: number): KeyCounts {
    const counts = this.#load(key, at, at - dayMs, at).countAt(at)
    if (!counts) throw new Error('a day was read and is not known')
    return counts
  }

  #load(key: VelocityKey, at: number, floor: number, until = Number.MAX_SAFE_INTEGER) {
    const isBusy =
      key.kind === 'visitor' && this.#visits.hasMoreThan(busyVisitorEvents, key, at - dayMs, at)
    const valuesFloor = isBusy ? valuesFloorOf(at) : floor
    const counter = new VisitCounter(velocityValues[key.kind].length, floor, valuesFloor)
    const early = this.#visits.pages(key, floor, valuesFloor, { isTimesOnly: true })
    if (isBusy) for (const page of early) counter.addAll(page)
    for (const page of this.#visits.pages(key, valuesFloor, until)) counter.addAll(page)
    return counter
  }
}
