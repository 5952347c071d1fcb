import type { SeenVisit } from './count-visits'
import { type KeyCounts, velocityWindowsMs, type WindowNumbers } from './velocity'

/** A value that at least one kept visit has. */
interface Value {
  readonly text: string
  /** Kept visits with it. */
  uses: number
  /** Visits with it inside each window. */
  readonly inside: [number, number, number]
}

interface Kept {
  readonly at: number
  readonly values: readonly (Value | null)[]
}

type Window = 0 | 1 | 2
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
  readonly #kinds: readonly Map<string, Value>[]
  readonly #distinct: readonly [number, number, number][]
  /** By time; those before `#head` are forgotten. */
  #visits: Kept[] = []
  #head = 0
  /** The first visit inside each window. */
  readonly #starts: [number, number, number] = [0, 0, 0]
  #newest = Number.NEGATIVE_INFINITY
  #floor: number

  /**
   * @param kinds how many values each visit has
   * @param floor Unix ms: visits at or before it are not told
   */
  constructor(kinds: number, floor: number) {
    this.#kinds = Array.from({ length: kinds }, () => new Map<string, Value>())
    this.#distinct = Array.from({ length: kinds }, () => [0, 0, 0])
    this.#floor = floor
  }

  /** Visits in memory. */
  get size(): number {
    return this.#visits.length - this.#head
  }

  /** Takes a visit in, wherever its time puts it. */
  add({ at, values }: SeenVisit): void {
    if (at <= this.#floor) return
    const newest = Math.max(this.#newest, at)
    const visit: Kept = { at, values: values.map((text, kind) => this.#use(text, kind)) }
    const place = this.#firstAfter(at)
    if (place === this.#visits.length) this.#visits.push(visit)
    else this.#visits.splice(place, 0, visit)
    for (const window of windows) {
      if (at > this.#newest - velocityWindowsMs[window]) this.#enter(visit, window)
      else this.#starts[window] += 1
    }
    if (newest > this.#newest) this.#moveTo(newest)
  }

  /**
   * @param end Unix ms; visits after it do not count
   * @returns `undefined` when visits that would count are not kept any more
   */
  countAt(end: number): KeyCounts | undefined {
    if (end - dayMs < this.#floor) return undefined
    const upper = this.#firstAfter(end)
    const lower = (window: Window) => this.#firstAfter(end - velocityWindowsMs[window])
    const events: WindowNumbers = [upper - lower(0), upper - lower(1), upper - lower(2)]
    const distinct = this.#distinct.map((_, kind): WindowNumbers => {
      const count = (window: Window) => this.#distinctAt(kind, window, lower(window), upper)
      return [count(0), count(1), count(2)]
    })
    return { events, distinct }
  }

  /** Of the visits from `lower` to before `upper`, by how they differ from the window's own. */
  #distinctAt(kind: number, window: Window, lower: number, upper: number): number {
    const start = this.#starts[window]
    const changes = new Map<Value, number>()
    const change = (from: number, to: number, by: number): void => {
      for (let place = from; place < to; place += 1) {
        const value = this.#visits[place]?.values[kind]
        if (value) changes.set(value, (changes.get(value) ?? 0) + by)
      }
    }
    change(start, Math.max(start, lower), -1)
    change(Math.min(start, lower), start, 1)
    change(Math.max(upper, start), this.#visits.length, -1)
    // A window that ends before the other one begins.
    if (upper < start) change(upper, start, -1)
    let distinct = this.#distinct[kind]?.[window] ?? 0
    for (const [value, by] of changes) {
      const before = value.inside[window]
      distinct += Number(before + by > 0) - Number(before > 0)
    }
    return distinct
  }

  #moveTo(newest: number): void {
    this.#newest = newest
    for (const window of windows) {
      const begin = newest - velocityWindowsMs[window]
      for (;;) {
        const visit = this.#visits[this.#starts[window]]
        if (!visit || visit.at > begin) break
        this.#leave(visit, window)
        this.#starts[window] += 1
      }
    }
    // Late: while old visits are kept, the time may run back to them.
    const outside = this.#starts[2] - this.#head
    const inside = this.#visits.length - this.#starts[2]
    if (outside > Math.max(forgottenMax, inside)) this.#forget(newest - dayMs - keptBackMs)
  }

  #forget(floor: number): void {
    this.#floor = Math.max(this.#floor, floor)
    for (;;) {
      const visit = this.#visits[this.#head]
      if (!visit || visit.at > this.#floor) break
      for (const [kind, value] of visit.values.entries()) {
        if (!value) continue
        value.uses -= 1
        if (value.uses === 0) this.#kinds[kind]?.delete(value.text)
      }
      this.#head += 1
    }
    if (this.#head <= Math.max(forgottenMax, this.size)) return
    this.#visits = this.#visits.slice(this.#head)
    for (const window of windows) this.#starts[window] -= this.#head
    this.#head = 0
  }

  #use(text: string | null, kind: number): Value | null {
    if (text === null) return null
    const known = this.#kinds[kind]?.get(text)
    const value = known ?? { text, uses: 0, inside: [0, 0, 0] }
    value.uses += 1
    if (!known) this.#kinds[kind]?.set(text, value)
    return value
  }

  #enter({ values }: Kept, window: Window): void {
    for (const [kind, value] of values.entries()) {
      if (!value) continue
      value.inside[window] += 1
      const distinct = this.#distinct[kind]
      if (distinct && value.inside[window] === 1) distinct[window] += 1
    }
  }

  #leave({ values }: Kept, window: Window): void {
    for (const [kind, value] of values.entries()) {
      if (!value) continue
      value.inside[window] -= 1
      const distinct = this.#distinct[kind]
      if (distinct && value.inside[window] === 0) distinct[window] -= 1
    }
  }

  /** The place of the first visit after `at`. */
  #firstAfter(at: number): number {
    let low = this.#head
    let high = this.#visits.length
    // Nearly every visit is the newest one.
    if ((this.#visits[high - 1]?.at ?? Number.NEGATIVE_INFINITY) <= at) return high
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#visits[middle]?.at ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return low
  }
}
