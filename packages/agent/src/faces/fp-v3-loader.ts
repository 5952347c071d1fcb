import { readScriptUrl, type ScriptUrl } from '../script-url'
import { load, type V3Options } from './fp-v3'
import { scriptOf } from './script-of'

/**
 * The script that the v3 loader appends to the page. It may run several times in one page, so it
 * declares nothing; the loader reads the property and deletes it.
 */
const script: ScriptUrl = readScriptUrl(scriptOf(document))

Object.defineProperty(window, '__fpjs_p_l_b', {
  configurable: true,
  writable: true,
  enumerable: true,
  value: { load: (options?: V3Options) => load(script, options) },
})
