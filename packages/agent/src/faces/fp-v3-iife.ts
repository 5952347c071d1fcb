import { readScriptUrl } from '../script-url'
import { load, type V3Options } from './fp-v3'
import { scriptOf } from './script-of'

/** The script for pages that use the global `FingerprintJS`. */
const script = readScriptUrl(scriptOf(document))

Object.assign(window, { FingerprintJS: { load: (options?: V3Options) => load(script, options) } })
