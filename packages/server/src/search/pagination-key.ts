import type { EventPlace } from '@whorl/store'
import { eventIdPattern, timestampOfEvent, WhorlError } from '@whorl/wire'

/** A place in a list of events, for the caller to give back. It is no secret and proves nothing. */
export function toPaginationKey({ eventId }: EventPlace): string {
  return Buffer.from(eventId).toString('base64url')
}

/** @throws WhorlError invalid_pagination_key for a text that `toPaginationKey` never makes */
export function readPaginationKey(key: string): EventPlace {
  const eventId = Buffer.from(key, 'base64url').toString('latin1')
  const place = { timestamp: timestampOfEvent(eventId), eventId }
  // The decoder skips what is no base64: only the exact text counts.
  if (!eventIdPattern.test(eventId) || toPaginationKey(place) !== key)
    throw new WhorlError('invalid_pagination_key')
  return place
}
