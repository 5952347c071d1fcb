import type { Draw } from './draw'
import type { ScreenRow } from './row'

/** Hands out rows in a drawn order, each once while there are any left. */
export interface RowSupply {
  readonly rows: readonly ScreenRow[]
  /** The next unused row that fits; when none is left, any row, used or not. */
  take(fits?: (row: ScreenRow) => boolean): ScreenRow
  /** All rows of the same operating system. */
  alike(row: ScreenRow): readonly ScreenRow[]
}

export function createRowSupply(rows: readonly ScreenRow[], draw: Draw): RowSupply {
  let unused = draw.shuffle(rows)
  const bySystem = new Map<string, ScreenRow[]>()
  for (const row of rows) bySystem.set(row.os, [...(bySystem.get(row.os) ?? []), row])
  return {
    rows,
    take(fits = () => true) {
      if (unused.length === 0) unused = draw.shuffle(rows)
      const found = unused.findIndex(fits)
      if (found < 0) return draw.pick(rows)
      const [row] = unused.splice(found, 1)
      if (row === undefined) throw new Error('a row that was found is gone')
      return row
    },
    alike: (row) => bySystem.get(row.os) ?? [row],
  }
}
