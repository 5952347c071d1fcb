import { WhorlError } from '@whorl/wire'

/** The answer to everything that is malformed. The reason goes to the log only. */
export function unreadable(reason: string, cause?: unknown): WhorlError {
  return new WhorlError('request_cannot_be_parsed', {
    details: { reason },
    ...(cause !== undefined && { cause }),
  })
}
