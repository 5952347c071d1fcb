/** A parsed address range in 32-bit words: of IPv4 only the low ones, of IPv6 the top 64 bits. */
export interface RangeWords {
  readonly firstHigh: number
  readonly firstLow: number
  readonly lastHigh: number
  readonly lastLow: number
}

const countAtFirst = 1024
const wordMax = 0xffff_ffff

/**
 * Ranges with a value, in growing typed arrays: an object for each of the millions of rows of the
 * city data would need gigabytes.
 */
export class RangeRows {
  readonly #isV6: boolean
  readonly #joins: boolean
  #firstHigh: Uint32Array
  #firstLow: Uint32Array
  #lastHigh: Uint32Array
  #lastLow: Uint32Array
  #values: Uint32Array
  /** The low 64 bits of those rows of IPv6 that start or end inside a /64. */
  readonly #insides = new Map<number, readonly [first: bigint, last: bigint]>()
  #isSorted = true
  count = 0

  /** @param joins whether a row that continues the one before it is added to that one */
  constructor(kind: 4 | 6, joins: boolean) {
    this.#isV6 = kind === 6
    this.#joins = joins
    const wide = this.#isV6 ? countAtFirst : 0
    this.#firstHigh = new Uint32Array(wide)
    this.#lastHigh = new Uint32Array(wide)
    this.#firstLow = new Uint32Array(countAtFirst)
    this.#lastLow = new Uint32Array(countAtFirst)
    this.#values = new Uint32Array(countAtFirst)
  }

  add(
    firstHigh: number,
    firstLow: number,
    lastHigh: number,
    lastLow: number,
    value: number,
    inside?: readonly [first: bigint, last: bigint],
  ): void {
    const row = this.count
    if (this.#joins && !inside && this.#continues(row - 1, firstHigh, firstLow, value)) {
      this.#lastHigh[row - 1] = lastHigh // Without effect for IPv4, whose high words have no length.
      this.#lastLow[row - 1] = lastLow
      return
    }
    if (row === this.#values.length) this.#grow()
    if (this.#isV6) {
      this.#firstHigh[row] = firstHigh
      this.#lastHigh[row] = lastHigh
    }
    this.#firstLow[row] = firstLow
    this.#lastLow[row] = lastLow
    this.#values[row] = value
    if (inside) this.#insides.set(row, inside)
    this.count++
    if (row > 0 && this.#isSorted) this.#isSorted = this.#compareFirst(row - 1, row) <= 0
  }

  valueOf(row: number): number {
    return this.#values[row] ?? 0
  }

  /** True when the row starts and ends between two /64s; always so for IPv4. */
  isWhole(row: number): boolean {
    return !this.#insides.has(row)
  }

  wordsOf(row: number): RangeWords {
    return {
      firstHigh: this.#firstHigh[row] ?? 0,
      firstLow: this.#firstLow[row] ?? 0,
      lastHigh: this.#lastHigh[row] ?? 0,
      lastLow: this.#lastLow[row] ?? 0,
    }
  }

  /** The whole first address as a number of 32 or 128 bits. */
  firstOf(row: number): bigint {
    const { firstHigh, firstLow } = this.wordsOf(row)
    if (!this.#isV6) return BigInt(firstLow)
    return topOf(firstHigh, firstLow) | (this.#insides.get(row)?.[0] ?? 0n)
  }

  lastOf(row: number): bigint {
    const { lastHigh, lastLow } = this.wordsOf(row)
    if (!this.#isV6) return BigInt(lastLow)
    return topOf(lastHigh, lastLow) | (this.#insides.get(row)?.[1] ?? 0xffff_ffff_ffff_ffffn)
  }

  /** True when `row` starts in a later /64 (IPv4: address) than `earlier` ends. */
  startsAfter(row: number, earlier: number): boolean {
    const high = this.#firstHigh[row] ?? 0
    const lastHigh = this.#lastHigh[earlier] ?? 0
    if (high !== lastHigh) return high > lastHigh
    return (this.#firstLow[row] ?? 0) > (this.#lastLow[earlier] ?? 0)
  }

  /** Row numbers by first address; `undefined` when they already lie so. */
  order(): Uint32Array | undefined {
    if (this.#isSorted && this.#insides.size === 0) return undefined
    const words = [this.#firstLow, this.#firstHigh]
    if (this.#insides.size > 0) words.unshift(...this.#insideWords())
    return orderBy(
      words.filter((word) => word.length > 0),
      this.count,
    )
  }

  #continues(before: number, firstHigh: number, firstLow: number, value: number): boolean {
    if (before < 0 || this.#values[before] !== value || !this.isWhole(before)) return false
    const lastLow = this.#lastLow[before] ?? 0
    const lastHigh = this.#lastHigh[before] ?? 0
    if (lastLow < wordMax) return firstLow === lastLow + 1 && firstHigh === lastHigh
    return this.#isV6 && firstLow === 0 && firstHigh === lastHigh + 1
  }

  #insideWords(): Uint32Array[] {
    const low = new Uint32Array(this.count)
    const high = new Uint32Array(this.count)
    for (const [row, [first]] of this.#insides) {
      low[row] = Number(first & 0xffff_ffffn)
      high[row] = Number(first >> 32n)
    }
    return [low, high]
  }

  #compareFirst(row: number, other: number): number {
    const high = (this.#firstHigh[row] ?? 0) - (this.#firstHigh[other] ?? 0)
    return high || (this.#firstLow[row] ?? 0) - (this.#firstLow[other] ?? 0)
  }

  #grow(): void {
    // Half as much again: doubling would hold a third more memory than the largest table needs.
    const length = Math.ceil(this.#values.length * 1.5)
    this.#firstLow = grown(this.#firstLow, length)
    this.#lastLow = grown(this.#lastLow, length)
    this.#values = grown(this.#values, length)
    if (!this.#isV6) return
    this.#firstHigh = grown(this.#firstHigh, length)
    this.#lastHigh = grown(this.#lastHigh, length)
  }
}

function topOf(high: number, low: number): bigint {
  return (BigInt(high) << 96n) | (BigInt(low) << 64n)
}

function grown(words: Uint32Array, length: number): Uint32Array {
  const longer = new Uint32Array(length)
  longer.set(words)
  return longer
}

/**
 * Sorts row numbers by several words, least significant first. Each pass sorts numbers of 64 bits
 * (the word above, the position below), which the engine does natively and therefore stably: a
 * comparing function took five times as long with 4 million rows (Node 20.20).
 */
function orderBy(words: readonly Uint32Array[], count: number): Uint32Array {
  const order = new Uint32Array(count)
  for (let row = 0; row < count; row++) order[row] = row
  const keys = new BigUint64Array(count)
  const halves = new Uint32Array(keys.buffer)
  for (const word of words) {
    for (let place = 0; place < count; place++) {
      halves[place * 2] = place
      halves[place * 2 + 1] = word[order[place] ?? 0] ?? 0
    }
    keys.sort()
    const before = order.slice()
    for (let place = 0; place < count; place++) order[place] = before[halves[place * 2] ?? 0] ?? 0
  }
  return order
}
