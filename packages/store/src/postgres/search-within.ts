import { SearchTimeoutError } from '../store-errors'
import type { Sql } from './connect'

/** PostgreSQL's code of a statement that was cancelled. */
const cancelled = '57014'

/**
 * Reads the rows of one statement, which the server gives up in time.
 *
 * @throws SearchTimeoutError when it did
 */
export async function searchWithin<Row extends object>(
  sql: Sql,
  leftMs: number,
  text: string,
  values: readonly (string | number)[],
): Promise<readonly Row[]> {
  let rows: readonly Row[] = []
  try {
    await sql.begin('READ ONLY', async (tx) => {
      // Both travel at once. A timeout of 0 would be none.
      const limit = tx.unsafe(`SET LOCAL statement_timeout = ${Math.max(1, Math.floor(leftMs))}`)
      const found = tx.unsafe<Row[]>(text, [...values])
      rows = (await Promise.all([limit, found]))[1]
    })
    return rows
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === cancelled)) throw cause
    throw new SearchTimeoutError({ cause })
  }
}
