/** A repeatable source of chance. The same name gives the same numbers, whatever else was drawn. */
export interface Draw {
  /** From 0 up to, not including, 1. */
  number(): number
  chance(probability: number): boolean
  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number
  /** @throws Error when the list is empty */
  pick<Item>(items: readonly Item[]): Item
  exponential(mean: number): number
  /** Log-normal by its median and the standard deviation of its logarithm. */
  logNormal(median: number, sigma: number): number
  /** A list in another order. */
  shuffle<Item>(items: readonly Item[]): Item[]
  /** An independent source that belongs to this name. */
  fork(name: string): Draw
}

/** @param seed any text; equal texts draw alike */
export function createDraw(seed: string): Draw {
  let state = hashText(seed)
  // mulberry32
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (low: number, high: number) => low + Math.floor(number() * (high - low + 1))
  const normal = () => {
    const radius = Math.sqrt(-2 * Math.log(1 - number()))
    return radius * Math.cos(2 * Math.PI * number())
  }
  const shuffle = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, place: number() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item)
  return {
    number,
    integer,
    chance: (probability) => number() < probability,
    pick(items) {
      const item = items[integer(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    exponential: (mean) => -Math.log(1 - number()) * mean,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    shuffle,
    fork: (name) => createDraw(`${seed}/${name}`),
  }
}

/** 32 bits of a text (FNV-1a, then mixed, so that near texts start far apart). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** 32 hexadecimal digits of a text: stands for the hash that a browser would have sent. */
export function digest(text: string): string {
  return [0, 1, 2, 3]
    .map((part) => hashText(`${part}|${text}`).toString(16).padStart(8, '0'))
    .join('')
}
