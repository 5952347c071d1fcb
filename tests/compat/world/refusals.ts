import { refusalsV3 } from './refusals-v3'
import { refusalsV4 } from './refusals-v4'

/** What the rows need that exists. */
export interface RefusalIds {
  readonly eventId: string
  readonly visitorId: string
  /** Of the workspace whose events settle for a minute. */
  readonly freshEventId: string
}

/** A request that is refused, and the whole answer. */
export interface Refusal {
  readonly generation: 'v3' | 'v4'
  /** Of the published document. */
  readonly schema: 'ErrorResponse' | 'ErrorPlainResponse'
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** How often it is sent, at once; the last answer counts. @default 1 */
  readonly times?: number
  readonly status: number
  readonly expected: object
}

/**
 * Every error of the published APIs that a server of one's own gives. No request makes it say
 * `wrong_region` and `subscription_not_active` (there are neither regions nor subscriptions),
 * `public_api_key_…` (keys of pages, which the Server API does not take), `missing_module`,
 * `service_unavailable` (the database is away), `failed` (a bug), and what a search answers that
 * takes too long or comes too often. `request_read_timeout` takes a connection that stalls.
 */
export function refusals(ids: RefusalIds): readonly Refusal[] {
  return [...refusalsV4(ids), ...refusalsV3(ids)]
}
