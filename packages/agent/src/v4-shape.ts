/**
 * The published shape of the agent, as callers of v4 know it. Imports nothing but its own parts, so
 * that the declarations of the package stand alone.
 */
import type { BinaryOutput } from './binary-output'

/** A value of a tag. */
export type TagValue = null | string | number | boolean | { [name: string]: TagValue | TagValue[] }

export interface GetOptions {
  /** Milliseconds of visible page. @default 10000 */
  timeout?: number
  tag?: TagValue
  /** Goes before `tag`. */
  tags?: TagValue
  /** At most 256 characters. */
  linkedId?: string
}

export interface GetResult {
  event_id: string
  /** Absent under zero trust. */
  visitor_id?: string
  suspect_score?: number
  /** Null unless the environment seals its results. */
  sealed_result: BinaryOutput | null
  /** Only when the `cache` option is on. */
  cache_hit?: boolean
  /** Only on the demonstration page of a server. */
  whorl?: { viewToken: string }
}

export interface V4Agent {
  /** Identifies this visit. Rejects with a `FingerprintError`. */
  get(options?: Readonly<GetOptions>): Promise<GetResult>
  /** The message that `get` would send, as base64, for a page that sends it another way. */
  collect(options?: Readonly<GetOptions>): Promise<string>
}

export interface ConsentingAgent extends V4Agent {
  /** Lets the agent collect, store and send, where it was started with `consent: 'pending'`. */
  grant(): void
  /**
   * Stops the agent and removes what it stored in the page's own storage. The server's HttpOnly
   * cookie `_iidt` is out of its reach.
   */
  revoke(): Promise<void>
}

export interface FingerprintError extends Error {
  name: 'FingerprintError'
  code: string
  /** Set for errors of the server that belong to an event. */
  event_id: string | null
}

/** Where and how long results are kept. */
export interface CacheOption {
  storage: 'sessionStorage' | 'localStorage' | 'agent'
  /** Seconds, at most 43200; `optimize-cost` is 3600, `aggressive` is 43200. */
  duration: 'optimize-cost' | 'aggressive' | number
  cachePrefix?: string
}

/** Which parts of addresses leave the page only as hashes. */
export interface UrlHashing {
  path?: boolean
  query?: boolean
  fragment?: boolean
}
