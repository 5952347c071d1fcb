import { StoreUnavailableError } from '../store-errors'
import { StoreOpenError } from '../store-open-error'

/**
 * Codes of postgres.js for a connection that could not be made or was lost, of the operating
 * system for the same, and PostgreSQL's class 57P (shutdown), 08 (connection) and 53 (resources).
 */
const unavailable =
  /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|ENOENT|57P|08|53)/

/** Gives a lost database one name; everything else stays what it is. */
export function nameError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (!unavailable.test(String(error.code))) return error
  return new StoreUnavailableError(
    `The PostgreSQL server cannot be reached or gave up (${String(error.code)}).`,
    { cause: error },
  )
}

/** The same while opening: a lost database is then a matter of its address. */
export function nameOpenError(thrown: unknown): unknown {
  const error = nameError(thrown)
  if (error === thrown || !(error instanceof Error)) return thrown
  return new StoreOpenError(`${error.message} Check WHORL_DATABASE.`, { cause: thrown })
}
