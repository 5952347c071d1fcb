import { StoreBusyError } from '@whorl/store'
import { WhorlError } from '@whorl/wire'

/**
 * A query of the store, its failures in our own words: 429 when too many writes wait, 503 for
 * everything else. A failure of ours is none of the store's and stays a 500.
 */
export async function fromStore<Answer>(query: Promise<Answer>): Promise<Answer> {
  try {
    return await query
  } catch (cause) {
    if (cause instanceof StoreBusyError)
      throw new WhorlError('too_many_requests', { cause, details: { retryAfterSeconds: 1 } })
    throw new WhorlError('service_unavailable', { cause })
  }
}
