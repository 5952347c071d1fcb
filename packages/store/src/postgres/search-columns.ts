import { type SearchColumns, searchColumnNames, searchValues } from '../search-columns'
import type { Sql, Transaction } from './connect'

/** The names of the columns for searching, for a list of columns. */
export function searchNames(sql: Sql | Transaction) {
  return sql.unsafe(searchColumnNames.join())
}

/** Their values in that order, for a list of values. */
export function searchList(sql: Sql | Transaction, columns: SearchColumns) {
  const [first = null, ...rest] = searchValues(columns)
  return rest.reduce((list, value) => sql`${list}, ${value}`, sql`${first}`)
}

/** `name = value` for each of them. */
export function searchAssignments(sql: Sql | Transaction, columns: SearchColumns) {
  return sql`(${searchNames(sql)}) = ROW (${searchList(sql, columns)})`
}
