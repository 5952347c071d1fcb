import type { Source } from '@whorl/signals'
import type { IdentifyPayload } from '@whorl/wire'
import type { Consent } from './consent'
import type { Line } from './send'
import type { UrlHashing } from './v4-shape'

/** What a face knows when it opens an agent. */
export interface AgentSettings {
  readonly line: Line
  readonly sdk: IdentifyPayload['sdk']
  /** Name of the visitor token in the page's storage, for example `_vid_t`. */
  readonly storageName: string
  readonly sources: readonly Source[]
  readonly consent: Consent
  readonly urlHashing?: UrlHashing | undefined
  readonly remoteControlDetection?: boolean | undefined
}
