import { nameOfKey, type VelocityKey } from './velocity-key'

interface Sized {
  /** Visits in memory. */
  readonly size: number
}

/** Counters of busy keys. The ones that were used longest ago go when they hold too much. */
export class BusyKeys<Counter extends Sized> {
  readonly #counters = new Map<string, { counter: Counter; size: number }>()
  readonly #visitsMax
  #visits = 0

  constructor(visitsMax: number) {
    this.#visitsMax = visitsMax
  }

  find(key: VelocityKey): Counter | undefined {
    return this.#counters.get(nameOfKey(key))?.counter
  }

  /** To be called after every use: it grew, and stands last again. */
  keep(key: VelocityKey, counter: Counter): void {
    this.forget(key)
    this.#counters.set(nameOfKey(key), { counter, size: counter.size })
    this.#visits += counter.size
    for (const [name, { size }] of this.#counters) {
      if (this.#visits <= this.#visitsMax || this.#counters.size === 1) break
      this.#visits -= size
      this.#counters.delete(name)
    }
  }

  forget(key: VelocityKey): void {
    const name = nameOfKey(key)
    this.#visits -= this.#counters.get(name)?.size ?? 0
    this.#counters.delete(name)
  }

  forgetAll(): void {
    this.#counters.clear()
    this.#visits = 0
  }
}
