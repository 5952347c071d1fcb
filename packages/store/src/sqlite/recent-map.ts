/** Keeps the values that were used last, at most `sizeMax` of them. */
export class RecentMap<Key, Value> {
  readonly #values = new Map<Key, Value>()
  readonly #sizeMax

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax
  }

  get(key: Key): Value | undefined {
    const value = this.#values.get(key)
    if (value === undefined) return undefined
    // Written again, it stands last: the first of the map is the longest unused.
    this.#values.delete(key)
    this.#values.set(key, value)
    return value
  }

  set(key: Key, value: Value): void {
    this.#values.set(key, value)
    if (this.#values.size <= this.#sizeMax) return
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest)
      return
    }
  }
}
