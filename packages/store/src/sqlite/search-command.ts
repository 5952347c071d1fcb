import type { VisitorHistogram } from '@whorl/core'
import type { EventSearch, EventSearchPage } from '../event-search'
import type { FoundDocs } from '../found-docs'

/** What the thread that searches can be asked. Plain data: it crosses a thread. */
export type SearchCommand =
  | (Budgeted & { readonly kind: 'search'; readonly page: EventSearchPage })
  | (Budgeted & { readonly kind: 'countFound'; readonly search: EventSearch; readonly max: number })
  | (Budgeted & { readonly kind: 'count'; readonly ws: string })
  /** Reads in slices, between which searches run. */
  | { readonly kind: 'dailyEvents'; readonly ws: string; readonly until: number }

interface Budgeted {
  /** Time until the answer is given up. */
  readonly leftMs: number
}

export interface SearchResults {
  readonly search: FoundDocs | GivenUp
  readonly countFound: number | GivenUp
  readonly count: number | GivenUp
  readonly dailyEvents: VisitorHistogram
}

/** A value: classes of errors do not cross threads. */
export const givenUp = 'given_up'
export type GivenUp = typeof givenUp
