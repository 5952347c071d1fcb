import { SearchBusyError, SearchTimeoutError, StoreBusyError } from '@whorl/store'
import { WhorlError } from '@whorl/wire'

/**
 * A query of the store, its failures in our own words: 429 when too many writes or searches wait, 504
 * when a search was given up, 503 for everything else. A failure of ours is none of the store's and
 * stays a 500.
 */
export async function fromStore<Answer>(query: Promise<Answer>): Promise<Answer> {
  try {
    return await query
  } catch (cause) {
    throw toWhorlError(cause)
  }
}

function toWhorlError(cause: unknown): WhorlError {
  const busy = { cause, details: { retryAfterSeconds: 1 } }
  if (cause instanceof StoreBusyError) return new WhorlError('too_many_requests', busy)
  if (cause instanceof SearchBusyError) return new WhorlError('too_many_searches', busy)
  if (cause instanceof SearchTimeoutError) return new WhorlError('search_timeout', { cause })
  return new WhorlError('service_unavailable', { cause })
}
