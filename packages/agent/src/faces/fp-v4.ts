import { sources } from '@whorl/signals/sources'
import { openAgent } from '../consenting-agent'
import { readScriptUrl } from '../script-url'
import type { ConsentingAgent, UrlHashing } from '../v4-shape'

/** What the v4 loader 4.1.5 passes on: every option but the API key. `consent` is our own. */
interface V4Options {
  endpoints?: unknown
  region?: string
  storageKeyPrefix?: string
  integrationInfo?: readonly string[]
  remoteControlDetection?: boolean
  urlHashing?: UrlHashing
  cache?: unknown
  consent?: 'pending' | 'granted'
}

/** Version that is reported when the script's URL names none. */
const loaderVersion = '4.1.5'

/** The export that the v4 loader calls. Key and origin come from the script's own URL. */
export function start(options: Readonly<V4Options> = {}): ConsentingAgent {
  const script = readScriptUrl(import.meta.url)
  const { endpoints, integrationInfo, ...rest } = options
  return openAgent({
    ...rest,
    key: script.key,
    endpoints: givenEndpoints(endpoints, script.base),
    sdk: { face: 'v4', version: script.version ?? loaderVersion, integrationInfo },
    sources,
  })
}

/** A string, a list, or either wrapped as `{__type__: 'withoutDefault', value}`; else our origin. */
function givenEndpoints(given: unknown, base: string): string[] {
  if (typeof given === 'string') return [given]
  if (Array.isArray(given) && given.length > 0) return given.map(String)
  if (typeof given === 'object' && given !== null && 'value' in given) {
    return givenEndpoints(given.value, base)
  }
  return [base]
}
