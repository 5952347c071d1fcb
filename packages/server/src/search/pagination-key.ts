import type { EventPlace } from '@whorl/store'
import { eventIdPattern, timestampOfEvent, WhorlError } from '@whorl/wire'

/** The time that a search looks at: Unix ms, both inclusive. */
export interface SearchWindow {
  readonly from: number
  readonly to: number
}

export interface ReadPaginationKey {
  readonly after: EventPlace
  /** Of the first page, so that it stays while somebody pages. Keys of older versions have none. */
  readonly window?: SearchWindow
}

const content = /^([^|]+)(?:\|(-?\d{1,15})\|(-?\d{1,15}))?$/

/**
 * A place in a list of events, for the caller to give back. It is no secret and proves nothing: the
 * window only says what the caller could ask for by `start` and `end`.
 */
export function toPaginationKey({ eventId }: EventPlace, { from, to }: SearchWindow): string {
  return toKey(`${eventId}|${from}|${to}`)
}

/** @throws WhorlError invalid_pagination_key for a text that `toPaginationKey` never makes */
export function readPaginationKey(key: string): ReadPaginationKey {
  const text = Buffer.from(key, 'base64url').toString('latin1')
  const [, eventId = '', from, to] = content.exec(text) ?? []
  // The decoder skips what is no base64: only the exact text counts.
  if (!eventIdPattern.test(eventId) || toKey(text) !== key)
    throw new WhorlError('invalid_pagination_key')
  const after = { timestamp: timestampOfEvent(eventId), eventId }
  if (from === undefined || to === undefined) return { after }
  return { after, window: { from: Number(from), to: Number(to) } }
}

function toKey(text: string): string {
  return Buffer.from(text).toString('base64url')
}
