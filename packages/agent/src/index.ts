import { sources } from '@whorl/signals/sources'
import { takeAgentData } from './agent-data'
import { openAgent } from './consenting-agent'
import { toFingerprintError } from './v4-agent'
import type { CacheOption, ConsentingAgent, FingerprintError, UrlHashing } from './v4-shape'

export type { BinaryOutput } from './binary-output'
export type { GetOptions, GetResult, TagValue, V4Agent } from './v4-shape'
export type { CacheOption, ConsentingAgent, FingerprintError, UrlHashing }

export interface StartOptions {
  /** The public key of the environment. */
  apiKey: string
  /** Where the server is: a URL, or a path on the page's own origin; several are tried in order. */
  endpoint: string | readonly string[]
  /** @default 'granted' */
  consent?: 'pending' | 'granted'
  region?: string
  /** The visitor token is kept under this and `t`. @default '_vid_' */
  storageKeyPrefix?: string
  /** `name/version[/subname/subversion]` of what wraps the agent. */
  integrationInfo?: readonly string[]
  /** @default false */
  remoteControlDetection?: boolean
  urlHashing?: UrlHashing
  cache?: CacheOption
}

/** Version that events name; the same as the package's. */
const version = '0.1.0'

/**
 * Starts the agent: it collects in the background until `get()` is called. Throws a
 * `FingerprintError` when `apiKey` is missing or no text.
 *
 * @example
 * const agent = start({ apiKey: 'pk_…', endpoint: 'https://id.example.com' })
 * const { event_id, visitor_id } = await agent.get({ linkedId: 'order-17' })
 */
export function start(options: Readonly<StartOptions>): ConsentingAgent {
  const { apiKey, endpoint, integrationInfo, ...rest } = options
  return openAgent({
    ...rest,
    key: apiKey,
    endpoints: typeof endpoint === 'string' ? [endpoint] : endpoint,
    sdk: { face: 'whorl', version, integrationInfo },
    sources,
  })
}

/** Whether an error comes from an agent of this shape. */
export function isFingerprintError(error: unknown): error is FingerprintError {
  return error instanceof Error && error.name === 'FingerprintError' && 'code' in error
}

/** Takes over `{visitorToken?, notifications}` that a server handed to the page, as base64. */
export function handleAgentData(
  data: string,
  { storageKeyPrefix = '_vid_' }: { storageKeyPrefix?: string } = {},
): void {
  const failed = takeAgentData(data, `${storageKeyPrefix}t`)
  if (failed) throw toFingerprintError(failed)
}
