/** Where the rows of one kind of address go; absent while they are only counted. */
export interface RowTarget {
  /** Absent for IPv4. */
  readonly highs?: Uint32Array
  readonly lows: Uint32Array
  readonly values: Uint32Array
}

const wordSize = 0x1_0000_0000

/**
 * Turns ascending ranges into rows that reach to the next one, with rows of value 0 for the gaps.
 * Keys are pairs of 32-bit words; IPv4 uses the low one only.
 */
export function createRowWriter({
  kind,
  mergeEqual,
  target,
}: {
  kind: 4 | 6
  mergeEqual: boolean
  target?: RowTarget | undefined
}) {
  const highMax = kind === 4 ? 0 : wordSize - 1
  let count = 0
  let nextHigh = 0
  let nextLow = 0
  let valueBefore = 0
  const write = (high: number, low: number, value: number) => {
    if (target) {
      if (target.highs) target.highs[count] = high
      target.lows[count] = low
      target.values[count] = value
    }
    count++
    valueBefore = value
  }
  return {
    put(firstHigh: number, firstLow: number, lastHigh: number, lastLow: number, value: number) {
      const isAdjacent = firstHigh === nextHigh && firstLow === nextLow
      if (!isAdjacent && count > 0) write(nextHigh, nextLow, 0)
      if (!(mergeEqual && isAdjacent && count > 0 && valueBefore === value)) {
        write(firstHigh, firstLow, value)
      }
      nextLow = lastLow + 1
      nextHigh = lastHigh
      if (nextLow === wordSize) {
        nextLow = 0
        nextHigh++
      }
    },
    /** Returns the number of rows. */
    end(): number {
      if (count > 0 && nextHigh <= highMax) write(nextHigh, nextLow, 0)
      return count
    },
  }
}

export type RowWriter = ReturnType<typeof createRowWriter>
