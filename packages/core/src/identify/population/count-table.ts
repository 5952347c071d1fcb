/** How many entries a table starts with, and at most has; powers of two. */
const slotsMin = 1 << 10
const fillMax = 0.7

/**
 * Counts by 32-bit key in bounded memory: 8 bytes a slot. When the table is full all counts are
 * halved and the ones fall out, so that what is frequent stays and shares keep their meaning.
 */
export class CountTable {
  readonly #slotsMax
  #keys = new Uint32Array(slotsMin)
  #counts = new Uint32Array(slotsMin)
  #size = 0

  /** @param slotsMax a power of two */
  constructor(slotsMax: number) {
    this.#slotsMax = slotsMax
  }

  get size(): number {
    return this.#size
  }

  get(key: number): number {
    return this.#counts[this.#find(key)] ?? 0
  }

  /** @param key not 0 */
  add(key: number, by = 1): void {
    const slot = this.#find(key)
    if (this.#keys[slot] === 0) {
      if (this.#size + 1 > this.#keys.length * fillMax) {
        this.#makeRoom()
        this.add(key, by)
        return
      }
      this.#keys[slot] = key
      this.#size++
    }
    this.#counts[slot] = (this.#counts[slot] ?? 0) + by
  }

  *entries(): Generator<readonly [key: number, count: number]> {
    const { keys, counts } = this.toArrays()
    for (const [index, key] of keys.entries()) yield [key, counts[index] ?? 0]
  }

  /** Keys and, in the same order, their counts. */
  toArrays(): { readonly keys: Uint32Array; readonly counts: Uint32Array } {
    const keys = new Uint32Array(this.#size)
    const counts = new Uint32Array(this.#size)
    let place = 0
    for (let slot = 0; slot < this.#keys.length; slot++) {
      const key = this.#keys[slot] ?? 0
      if (key === 0) continue
      keys[place] = key
      counts[place++] = this.#counts[slot] ?? 0
    }
    return { keys, counts }
  }

  #find(key: number): number {
    const keys = this.#keys
    const mask = keys.length - 1
    let slot = key & mask
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  #makeRoom(): void {
    const isFull = this.#keys.length >= this.#slotsMax
    const old = this.toArrays()
    const length = isFull ? this.#keys.length : this.#keys.length * 2
    this.#keys = new Uint32Array(length)
    this.#counts = new Uint32Array(length)
    this.#size = 0
    for (const [index, key] of old.keys.entries()) {
      const count = old.counts[index] ?? 0
      const kept = isFull ? count >>> 1 : count
      if (kept > 0) this.add(key, kept)
    }
  }
}
