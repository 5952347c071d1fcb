import { combineHashes } from '../hash-text'
import { CountTable } from './count-table'
import { layout } from './layout'

/** Slots of the table of a workspace: 4 MiB when it is full. */
const slotsMax = 1 << 19
/** Configurations are coarse: there are few. */
const configurationSlotsMax = 1 << 14

/**
 * What a workspace has learned about its visitors: how common values are, how long they last, how
 * many come back. Everything is a sum, so that what two processes learned can be added. Bounded.
 */
export class Population {
  /** Counts of values, networks and versions, by `countKey`. */
  readonly counts = new CountTable(slotsMax)
  /** Visitors of each configuration of a device. */
  readonly configurations = new CountTable(configurationSlotsMax)
  /** All other sums, by the places of `layout`. */
  readonly numbers = new Float32Array(layout.length)
  /** Visitors counted so far. */
  visitors = 0
  /** Unix days of the last visit that `returning` counted. */
  day = 0
  /** Grows with everything learned; tells whether there is something to keep. Not kept. */
  lessons = 0

  at(place: number): number {
    return this.numbers[place] ?? 0
  }

  add(place: number, by = 1): void {
    this.numbers[place] = (this.numbers[place] ?? 0) + by
  }
}

/** What a counted thing is; part of its key. */
export const countKinds = {
  /** Visitors with this value under this parent. */
  value: 1,
  /** Visitors with any value under this parent. */
  parent: 2,
  /** Visitors of a class seen on a network. */
  network: 3,
  /** Visitors seen on any network of a level, by class. */
  networks: 4,
  /** Visits with a version of a class in a fortnight. */
  version: 5,
  versions: 6,
} as const

/** The key of a count. `kind` and `code` keep things of different kinds apart. */
export function countKey(
  kind: keyof typeof countKinds,
  code: number,
  parent: number,
  value: number,
): number {
  return combineHashes(combineHashes(countKinds[kind] * 1_000 + code, parent), value)
}
