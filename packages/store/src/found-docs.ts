import { toStoredEvent } from './event-row'
import type { EventPlace, EventSearchPage, FoundEvents } from './event-search'
import { hasTexts } from './search-statement'

/** A page as the database holds it. */
export interface FoundDocs {
  readonly docs: readonly string[]
  /** The last place of this page, when there are more. */
  readonly next?: EventPlace
}

/** The events of a page, less those that share no more than hashes with what is asked for. */
export function toFoundEvents({ docs, next }: FoundDocs, page: EventSearchPage): FoundEvents {
  return {
    events: docs.map(toStoredEvent).filter((event) => hasTexts(event, page)),
    ...(next && { next }),
  }
}
