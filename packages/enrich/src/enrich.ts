import type { CrawlerFacts, NetworkFacts } from '@whorl/core'
import { type AddressRanges, clientAddress } from './address'
import { findHeader, readHeaders } from './headers'
import { readUserAgent } from './user-agent'

export interface RequestFacts {
  readonly socketAddress: string
  /** Names and values in turn, as Node's `rawHeaders` gives them. */
  readonly rawHeaders: readonly string[]
  readonly trustedProxies: AddressRanges
  /** A proxy integration sent the request again: it may have dropped headers. */
  readonly isRelayed?: boolean
  /** What `CrawlerCheck.identify` found out. */
  readonly crawler?: CrawlerFacts | undefined
}

/** Everything that the request itself tells. A part that is missing is absent, never an error. */
export function enrichRequest({
  socketAddress,
  rawHeaders,
  trustedProxies,
  isRelayed = false,
  crawler,
}: RequestFacts): NetworkFacts {
  const userAgent = findHeader(rawHeaders, 'user-agent') ?? ''
  return {
    ip: clientAddress({
      socketAddress,
      forwardedFor: findHeader(rawHeaders, 'x-forwarded-for'),
      trustedProxies,
    }),
    userAgent,
    ...readUserAgent(userAgent),
    headers: { ...readHeaders(rawHeaders), ...(isRelayed && { isRelayed }) },
    ...(crawler && { crawler }),
  }
}
