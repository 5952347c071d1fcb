import type { StoreOptions } from '../open-store'
import { connect } from './connect'

/** Of the advisory lock that starting servers meet at; any number nobody else uses. */
const startLock = 7_496_310_254
/** How long one waits for the others, in ms. */
const waitMsMax = 60_000

/**
 * Runs `work` under a lock that one process at a time can hold. The lock has a connection of its
 * own: the system drops it with the process, and `work` may use the whole pool.
 */
export async function runExclusively<Result>(
  url: string,
  options: StoreOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const holder = connect(url, { ...options, connectionsMax: 1, statementTimeoutMs: waitMsMax })
  try {
    await holder`SELECT pg_advisory_lock(${startLock})`
    return await work()
  } finally {
    // Should this fail, the session is gone and its lock with it.
    await holder`SELECT pg_advisory_unlock(${startLock})`.catch(() => {})
    await holder.end({ timeout: 1 })
  }
}
