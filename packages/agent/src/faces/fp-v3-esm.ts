import { readScriptUrl } from '../script-url'
import { load as loadFrom, type V3Agent, type V3Options } from './fp-v3'

/** The module for pages that `import` the v3 script. */
export function load(options?: Readonly<V3Options>): Promise<V3Agent> {
  return loadFrom(readScriptUrl(import.meta.url), options)
}

export default { load }
