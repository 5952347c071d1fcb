import type { SeenVisit } from './count-visits'
import { noValue, ValueTable, type Window } from './value-table'
import {
  busyVisitorEvents,
  type KeyCounts,
  velocityWindowsMs,
  type WindowNumbers,
} from './velocity'
import { VisitLog } from './visit-log'

/** Many visits of a key, column by column. */
export interface VisitColumns {
  /** Unix ms. */
  readonly times: readonly number[]
  /** A column for each kind of value, each as long as `times`; none when values are not told. */
  readonly values: readonly (readonly (string | null)[])[]
}

const windows: readonly Window[] = [0, 1, 2]
const dayMs = velocityWindowsMs[2]
/** How far the time may always run back, in ms, before somebody must count from the events themselves. */
export const keptBackMs = 3_600_000
/** Visits that have left every window before some are forgotten. */
const forgottenMax = 4_096

/**
 * Counts the visits of one busy key. A visit costs the same whether ten or a million came before
 * it: each enters a window once and leaves it once. One that is earlier than the newest is counted
 * by a walk over what lies between.
 */
export class VisitCounter {
  readonly #kinds: readonly ValueTable[]
  readonly #log: VisitLog
  /** The first visit inside each window. */
  readonly #starts: [number, number, number] = [0, 0, 0]
  #newest = Number.NEGATIVE_INFINITY
  #floor: number
  readonly #valuesFloor: number

  /**
   * @param kinds how many values each visit has
   * @param floor Unix ms: visits at or before it are not told
   * @param valuesFloor Unix ms: visits at or before it are told without their values. Above
   *   `busyVisitorEvents` in a day nobody asks for the distinct ones of the day.
   */
  constructor(kinds: number, floor: number, valuesFloor = floor) {
    this.#kinds = Array.from({ length: kinds }, () => new ValueTable())
    this.#log = new VisitLog(kinds)
    this.#floor = floor
    this.#valuesFloor = valuesFloor
  }

  /** Visits in memory. */
  get size(): number {
    return this.#log.size
  }

  /** Unix ms of the newest visit; minus infinity before the first one. */
  get newest(): number {
    return this.#newest
  }

  /** Whether visits without values are kept still. */
  get lacksValues(): boolean {
    return this.#valuesFloor > this.#floor
  }

  /** Takes a visit in, wherever its time puts it. */
  add({ at, values }: SeenVisit): void {
    if (at <= this.#floor) return
    const place = this.#log.firstAfter(at)
    this.#log.insert(place, at)
    for (const [kind, table] of this.#kinds.entries()) {
      this.#log.setValue(place, kind, table.use(values[kind] ?? null))
    }
    for (const window of windows) {
      if (at > this.#newest - velocityWindowsMs[window]) this.#enter(window, place, place + 1)
      else this.#starts[window] += 1
    }
    if (at > this.#newest) this.#moveTo(at)
  }

  /** The same for many. Those that come in order, and after what is known, cost least. */
  addAll({ times, values }: VisitColumns): void {
    if (!this.#isAhead(times)) {
      for (const [index, at] of times.entries()) {
        this.add({ at, values: values.map((column) => column[index] ?? null) })
      }
      return
    }
    const first = this.#log.size
    this.#log.append(times)
    for (const [kind, table] of this.#kinds.entries()) {
      for (const [index, number] of table.useAll(values[kind] ?? []).entries()) {
        this.#log.setValue(first + index, kind, number)
      }
    }
    const newest = times.at(-1) ?? this.#newest
    for (const window of windows) {
      this.#leaveUntil(window, newest, first)
      // The rest of the old ones stay, or all are gone and some of the new ones never come in.
      const begin = Math.max(first, this.#log.firstAfter(newest - velocityWindowsMs[window]))
      if (this.#starts[window] === first) this.#starts[window] = begin
      this.#enter(window, begin, this.#log.size)
    }
    this.#moveTo(newest)
  }

  /**
   * @param end Unix ms; visits after it do not count
   * @returns `undefined` when visits or values that would count are not kept; the distinct values
   *   of a day mean nothing where nobody asks for them
   */
  countAt(end: number): KeyCounts | undefined {
    if (end - dayMs < this.#floor) return undefined
    const upper = this.#log.firstAfter(end)
    const lower = (window: Window) => this.#log.firstAfter(end - velocityWindowsMs[window])
    const lowers = [lower(0), lower(1), lower(2)] as const
    const isAsked = upper - lowers[2] <= busyVisitorEvents
    if (end - velocityWindowsMs[isAsked ? 2 : 1] < this.#valuesFloor) return undefined
    const numbers = (count: (window: Window) => number): WindowNumbers => [
      count(0),
      count(1),
      count(2),
    ]
    return {
      events: numbers((window) => upper - lowers[window]),
      distinct: this.#kinds.map((table, kind) =>
        numbers((window) => this.#distinctAt(table, kind, window, lowers[window], upper)),
      ),
    }
  }

  /** Of the visits from `lower` to before `upper`, by how they differ from the window's own. */
  #distinctAt(
    table: ValueTable,
    kind: number,
    window: Window,
    lower: number,
    upper: number,
  ): number {
    const start = this.#starts[window]
    const changes = new Map<number, number>()
    const change = (from: number, to: number, by: number): void => {
      for (let place = from; place < to; place += 1) {
        const number = this.#log.valueAt(place, kind)
        if (number !== noValue) changes.set(number, (changes.get(number) ?? 0) + by)
      }
    }
    change(start, Math.max(start, lower), -1)
    change(Math.min(start, lower), start, 1)
    change(Math.max(upper, start), this.#log.size, -1)
    // A window that ends before the other one begins.
    if (upper < start) change(upper, start, -1)
    let distinct = table.distinct(window)
    for (const [number, by] of changes) {
      const before = table.inside(number, window)
      distinct += Number(before + by > 0) - Number(before > 0)
    }
    return distinct
  }

  /** Whether all of them are visits to keep, in order, and none before the newest. */
  #isAhead(times: readonly number[]): boolean {
    let before = Math.max(this.#newest, this.#floor + 1)
    for (const at of times) {
      if (at < before) return false
      before = at
    }
    return true
  }

  #moveTo(newest: number): void {
    this.#newest = newest
    for (const window of windows) this.#leaveUntil(window, newest, this.#log.size)
    // Late: while old visits are kept, the time may run back to them.
    const outside = this.#starts[2]
    const inside = this.#log.size - outside
    if (outside > Math.max(forgottenMax, inside)) this.#forget(newest - dayMs - keptBackMs)
  }

  #forget(floor: number): void {
    this.#floor = Math.max(this.#floor, floor)
    const count = this.#log.firstAfter(this.#floor)
    for (const [kind, table] of this.#kinds.entries()) {
      for (let place = 0; place < count; place += 1) table.release(this.#log.valueAt(place, kind))
    }
    this.#log.drop(count)
    for (const window of windows) this.#starts[window] -= count
  }

  #enter(window: Window, from: number, to: number): void {
    for (const [kind, table] of this.#kinds.entries()) {
      for (let place = from; place < to; place += 1) {
        table.enter(this.#log.valueAt(place, kind), window)
      }
    }
  }

  /** Moves the beginning of a window that ends at `newest`, up to `end` at most. */
  #leaveUntil(window: Window, newest: number, end: number): void {
    const begin = newest - velocityWindowsMs[window]
    const start = this.#starts[window]
    let place = start
    while (place < end && this.#log.timeAt(place) <= begin) place += 1
    for (const [kind, table] of this.#kinds.entries()) {
      for (let left = start; left < place; left += 1) {
        table.leave(this.#log.valueAt(left, kind), window)
      }
    }
    this.#starts[window] = place
  }
}
