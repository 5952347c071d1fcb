import {
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
  velocityKeysOf,
} from '../velocity-key'
import { toSeenVisits } from '../visit-page'
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
    const { kind } = key
    const known = this.#busy.find(key)
    if (known) {
      known.add(toVisit(event, kind))
      this.#busy.keep(key, known)
      return known.countAt(event.ts) ?? this.#recount(key, event.ts)
    }
    const few = this.#visits.read(key, event.ts - dayMs, event.ts, fewVisitsMax + 1)
    if (few.times.length <= fewVisitsMax) {
      return countVisits(toSeenVisits(few), event.ts, few.values.length)
    }
    const counter = this.#load(key, floorOf(event.ts))
    this.#busy.keep(key, counter)
    return counter.countAt(event.ts) ?? this.#recount(key, event.ts)
  }

  /** Of an event from before what is remembered: clocks of development may be set back by days. */
  #recount(key: VelocityKey, at: number): KeyCounts {
    const counts = this.#load(key, at - dayMs, at).countAt(at)
    if (!counts) throw new Error('a day was read and is not known')
    return counts
  }

  #load(key: VelocityKey, floor: number, until = Number.MAX_SAFE_INTEGER): VisitCounter {
    const counter = new VisitCounter(velocityValues[key.kind].length, floor)
    for (const page of this.#visits.pages(key, floor, until)) counter.addAll(page)
    return counter
  }
}
