import postgres from 'postgres'
import type { StoreOptions } from '../open-store'

/** Numbers of 64 bits hold Unix ms and counters here: they fit a JavaScript number. */
const types = {
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: number) => String(value),
    parse: (text: string) => Number(text),
  },
}

export type Sql = postgres.Sql<{ bigint: number }>
export type Transaction = postgres.TransactionSql<{ bigint: number }>

/** How many connections the pool has at most. */
export function connectionsOf({
  connectionsMax = 8,
}: Pick<StoreOptions, 'connectionsMax'>): number {
  return connectionsMax
}

/** A pool. It connects when first used and again after a loss. */
export function connect(url: string, options: Omit<StoreOptions, 'tombstoneKey'>): Sql {
  const { statementTimeoutMs = 10_000, log = () => {} } = options
  return postgres(url, {
    max: connectionsOf(options),
    connect_timeout: 10,
    // Seconds. The driver's own wait grows to 20: a restarted database is missed for long.
    backoff: (losses: number) => Math.min(2 ** losses / 100, 1),
    types,
    // Notices are about what migrations found there already.
    onnotice: ({ severity, message }) =>
      severity === 'WARNING' && log({ level: 'warn', message: String(message) }),
    connection: {
      application_name: 'whorl',
      statement_timeout: statementTimeoutMs,
      lock_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: statementTimeoutMs,
    },
  })
}
