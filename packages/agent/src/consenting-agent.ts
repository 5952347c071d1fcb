import type { Source } from '@whorl/signals'
import { createAgent } from './agent'
import { createConsent } from './consent'
import { tidyEndpoints } from './endpoint'
import { failure } from './failure'
import { describeSdk } from './sdk'
import { toFingerprintError, toV4Agent } from './v4-agent'
import type { ConsentingAgent, UrlHashing } from './v4-shape'

export interface OpenOptions {
  readonly key: unknown
  readonly endpoints: readonly string[]
  readonly sdk: { face: 'v4' | 'whorl'; version: string; integrationInfo: unknown }
  readonly sources: readonly Source[]
  readonly consent?: 'pending' | 'granted' | undefined
  readonly region?: string | undefined
  readonly storageKeyPrefix?: string | undefined
  readonly urlHashing?: UrlHashing | undefined
  readonly remoteControlDetection?: boolean | undefined
  readonly cache?: unknown
}

/**
 * What both faces of the v4 shape open. Throws `api_key_missing` and `api_key_invalid` at once;
 * every other misuse is what `get()` rejects with.
 */
export function openAgent(options: OpenOptions): ConsentingAgent {
  const { key, sdk, storageKeyPrefix = '_vid_', cache } = options
  if (key === undefined || key === null || key === '') {
    throw toFingerprintError(failure('api_key_missing'))
  }
  if (typeof key !== 'string') throw toFingerprintError(failure('api_key_invalid'))

  const consent = createConsent(options.consent ?? 'granted')
  const endpoints = tidyEndpoints(options.endpoints, pageUrl())
  const agent = !endpoints?.length
    ? failure('invalid_endpoint')
    : typeof document === 'undefined'
      ? failure('no_browser')
      : createAgent({
          line: { endpoints, key, region: options.region },
          sdk: describeSdk(sdk.face, sdk.version, sdk.integrationInfo),
          storageName: `${storageKeyPrefix}t`,
          sources: options.sources,
          consent,
          urlHashing: options.urlHashing,
          remoteControlDetection: options.remoteControlDetection,
        })
  const { face, clear } = toV4Agent({ agent, cache, key })
  return {
    ...face,
    grant: () => consent.grant(),
    async revoke() {
      consent.revoke()
      clear()
      if ('stop' in agent) await agent.stop()
    },
  }
}

/** Server-side rendering may start an agent that is never asked: there is no page then. */
function pageUrl(): string {
  return typeof location === 'undefined' ? 'http://localhost' : location.href
}
