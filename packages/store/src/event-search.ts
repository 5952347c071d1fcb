import type { StoredEvent } from '@whorl/core'
import type { IpRange } from './ip-key'
import type { SearchKind, SearchSignal, SearchTexts } from './search-columns'

/** A search. All parts must hold together; an event's place is (timestamp, event id), bytewise. */
export interface EventSearch {
  readonly workspaceId: string
  readonly source: StoredEvent['source']
  /** Unix ms, both inclusive. */
  readonly from: number
  readonly to: number
  readonly order: 'newest_first' | 'oldest_first'
  /** One of these; absent for all of them. */
  readonly environments?: readonly string[]
  /** Any id of a class of merged ids finds the events of the whole class. */
  readonly visitorId?: string
  readonly linkedId?: string
  readonly ip?: IpRange
  /** Number of the network of either address. */
  readonly asn?: string
  readonly minSuspectScore?: number
  /** Events that have the verdict, and with this value. */
  readonly signals?: Readonly<Partial<Record<SearchSignal, boolean>>>
  /** Events that have one of the words. */
  readonly kinds?: Readonly<Partial<Record<SearchKind, readonly string[]>>>
  /** Whether the event names a program. */
  readonly hasBotInfo?: boolean
  /** Each text is one of these, exactly. */
  readonly texts?: { readonly [Name in keyof SearchTexts]?: readonly string[] }
}

export interface EventSearchPage extends EventSearch {
  /** 1 to 500. */
  readonly limit: number
  /** Goes on behind this event, in the order of the search. */
  readonly after?: EventPlace
}

export interface EventPlace {
  readonly timestamp: number
  readonly eventId: string
}

export interface FoundEvents {
  readonly events: StoredEvent[]
  /** The last place of this page, when there are more. */
  readonly next?: EventPlace
}
