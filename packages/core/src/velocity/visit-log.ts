const roomMin = 64

/**
 * The times of visits and the numbers of their values, in order of time and without a gap: eight
 * bytes a visit and four for each value. Places count from the first visit that is kept.
 */
export class VisitLog {
  readonly #kinds: number
  #times = new Float64Array(roomMin)
  #values: Uint32Array
  /** Where in the arrays the first visit is. */
  #head = 0
  #size = 0

  /** @param kinds how many values each visit has */
  constructor(kinds: number) {
    this.#kinds = kinds
    this.#values = new Uint32Array(roomMin * kinds)
  }

  get size(): number {
    return this.#size
  }

  /** Unix ms; of a place that holds a visit. */
  timeAt(place: number): number {
    return this.#times[this.#head + place] ?? Number.NaN
  }

  valueAt(place: number, kind: number): number {
    return this.#values[(this.#head + place) * this.#kinds + kind] ?? 0
  }

  setValue(place: number, kind: number, number: number): void {
    this.#values[(this.#head + place) * this.#kinds + kind] = number
  }

  /** The place of the first visit after `at`. */
  firstAfter(at: number): number {
    let low = 0
    let high = this.#size
    // Nearly every visit is the newest one.
    if (high === 0 || this.timeAt(high - 1) <= at) return high
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.timeAt(middle) <= at) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Makes a place for one visit between others; its values are to be set. */
  insert(place: number, at: number): void {
    this.#reserve(1)
    const from = this.#head + place
    const end = this.#head + this.#size
    if (from < end) {
      this.#times.copyWithin(from + 1, from, end)
      const kinds = this.#kinds
      this.#values.copyWithin((from + 1) * kinds, from * kinds, end * kinds)
    }
    this.#times[from] = at
    this.#size += 1
  }

  /** @param times in order, and none before the last visit; their values are to be set */
  append(times: readonly number[]): void {
    this.#reserve(times.length)
    this.#times.set(times, this.#head + this.#size)
    this.#size += times.length
  }

  /** Forgets the first visits. */
  drop(count: number): void {
    this.#head += count
    this.#size -= count
    if (this.#times.length > roomMin && this.#size < this.#times.length / 4) this.#move()
  }

  #reserve(more: number): void {
    if (this.#head + this.#size + more > this.#times.length) this.#move(more)
  }

  /** To arrays with room for half as many again. */
  #move(more = 0): void {
    const size = this.#size + more
    const room = Math.max(roomMin, size + (size >>> 1))
    const kept = (width: number) => [this.#head * width, (this.#head + this.#size) * width] as const
    const times = new Float64Array(room)
    times.set(this.#times.subarray(...kept(1)))
    const values = new Uint32Array(room * this.#kinds)
    values.set(this.#values.subarray(...kept(this.#kinds)))
    this.#times = times
    this.#values = values
    this.#head = 0
  }
}
