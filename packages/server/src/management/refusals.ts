import { WhorlError } from '@whorl/wire'

/** A request that cannot be done as it stands, with a sentence of at most 100 characters. */
export function refused(reason: string): WhorlError {
  return new WhorlError('invalid_management_request', { details: { reason } })
}

/** A request that what exists does not allow. */
export function conflict(reason: string): WhorlError {
  return new WhorlError('management_conflict', { details: { reason } })
}

/** Alike for an id that never was, another workspace's and another environment's. */
export function notFound(object: string): WhorlError {
  return new WhorlError('management_object_not_found', { details: { object } })
}

/** Unix ms as the Management API writes it. */
export function toTime(at: number): string {
  return new Date(at).toISOString()
}

/** The same, null for what did not happen. */
export function toMaybeTime(at: number | undefined): string | null {
  return at === undefined ? null : toTime(at)
}
