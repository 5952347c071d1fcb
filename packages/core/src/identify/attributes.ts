import {
  browserClass,
  drawn,
  hides,
  honest,
  model,
  processor,
  type ReadAttribute,
  renderer,
  several,
  signal,
  sound,
  systemVersion,
  unlessUniform,
  userAgentShape,
} from './read-attributes'

export interface Attribute {
  /** Its place in `Traits.last`. Never given to another attribute. */
  readonly code: number
  readonly name: string
  /** Words for people. */
  readonly label: string
  /** Codes of the attributes that it follows from as far as they go. They stand before it. */
  readonly parents: readonly number[]
  /** Follows from the major version of the browser as well. */
  readonly isOfBuild: boolean
  /** Moves to and fro, with each browser in its own way: docks, zoom, travel. */
  readonly toggles: boolean
  /** Changes with the place that the browser is at. */
  readonly isOfPlace: boolean
  readonly read: ReadAttribute
}

interface Options {
  readonly isOfBuild?: boolean
  readonly toggles?: boolean
  readonly isOfPlace?: boolean
}

const names: string[] = []

/** Codes follow the order of the list: add at its end only. */
function define(
  name: string,
  label: string,
  parents: readonly string[],
  read: ReadAttribute,
  { isOfBuild = false, toggles = false, isOfPlace = false }: Options = {},
): Attribute {
  const code = names.push(name) - 1
  const codes = parents.map((parent) => names.indexOf(parent))
  if (codes.includes(-1)) throw new Error(`${name} follows from an attribute that is not defined`)
  return { code, name, label, parents: codes, isOfBuild, toggles, isOfPlace, read }
}

const build = { isOfBuild: true }
const toggles = { toggles: true }

/**
 * Everything by which browsers are told apart. What an attribute says counts only as far as its
 * parents have not said it already; otherwise one graphics card would be counted five times.
 */
export const attributes: readonly Attribute[] = [
  define('class', 'browser and system', [], browserClass),
  define('hiding', 'protection against recognition', ['class'], hides),
  define('platform', 'platform', ['class'], several('platform', 'oscpu', 'vendor')),
  define('touch', 'touch support', ['class'], signal('touchSupport')),
  define('userAgent', 'user agent without versions', ['class'], userAgentShape),
  define('model', 'device model', ['userAgent'], model),
  define('processor', 'processor', ['platform'], processor),
  define('systemVersion', 'system version', ['class', 'model'], systemVersion),
  define('renderer', 'graphics', ['class', 'processor', 'model'], renderer),
  define('webglLimits', 'graphics limits', ['renderer', 'class'], unlessUniform('webglLimits')),
  define(
    'webglExtensions',
    'graphics extensions',
    ['renderer', 'class'],
    unlessUniform('webglExtensions'),
    build,
  ),
  define('webgpu', 'WebGPU adapter', ['renderer'], unlessUniform('webgpu'), build),
  define('cores', 'processor cores', ['renderer', 'model'], honest('hardwareConcurrency')),
  define('memory', 'memory', ['cores', 'renderer'], honest('deviceMemory')),
  define('screen', 'screen', ['renderer', 'model'], unlessUniform('screenResolution'), toggles),
  define('colorDepth', 'colour depth', ['screen', 'class'], unlessUniform('colorDepth'), toggles),
  define(
    'pixelRatio',
    'pixel ratio',
    ['screen', 'class'],
    unlessUniform('devicePixelRatio', 'ratio'),
    toggles,
  ),
  define('screenFrame', 'screen edges', ['screen', 'class'], unlessUniform('screenFrame'), toggles),
  define('gamut', 'colour range', ['screen', 'class'], several('colorGamut', 'hdr'), toggles),
  define(
    'preferences',
    'accessibility settings',
    ['class'],
    several(
      'contrast',
      'forcedColors',
      'monochrome',
      'invertedColors',
      'reducedMotion',
      'reducedTransparency',
      'displayUpdate',
    ),
  ),
  define('colorScheme', 'dark or light', ['class'], unlessUniform('colorScheme'), toggles),
  define('pointer', 'pointer', ['class', 'touch'], signal('pointer'), toggles),
  define('timezone', 'time zone', [], unlessUniform('timezone'), {
    toggles: true,
    isOfPlace: true,
  }),
  define('languages', 'languages', ['timezone'], unlessUniform('languages'), toggles),
  define('dateTimeLocale', 'date format', ['languages'], unlessUniform('dateTimeLocale'), toggles),
  define(
    'acceptLanguage',
    'Accept-Language',
    ['languages', 'class'],
    ({ network }) => network.headers.acceptLanguage,
    toggles,
  ),
  define('keyboard', 'keyboard', ['languages', 'class'], signal('keyboardLayoutHash')),
  define('fonts', 'fonts', ['platform', 'systemVersion'], unlessUniform('fonts')),
  define('fontHash', 'font shapes', ['fonts', 'systemVersion'], unlessUniform('fontHash'), build),
  define(
    'fontPreferences',
    'default fonts',
    ['fonts', 'class', 'languages'],
    unlessUniform('fontPreferences'),
  ),
  define('systemFonts', 'system fonts', ['class', 'systemVersion'], unlessUniform('systemFonts')),
  define('emoji', 'emoji', ['class', 'systemVersion'], unlessUniform('emoji'), build),
  define('canvasGeometry', 'canvas shapes', ['renderer', 'class'], drawn('geometry'), build),
  define('canvasText', 'canvas text', ['canvasGeometry', 'systemVersion'], drawn('text'), build),
  define('audio', 'sound', ['processor', 'systemVersion'], sound, build),
  define('math', 'arithmetic', ['class', 'processor'], signal('math'), build),
  define('codecs', 'media formats', ['class', 'systemVersion'], signal('codecs'), build),
  define('plugins', 'plugins', ['class'], honest('plugins')),
  define('vendorFlavors', 'vendor objects', ['class'], signal('vendorFlavors'), build),
  define(
    'tracking',
    'tracking preferences',
    ['class'],
    several('doNotTrack', 'globalPrivacyControl'),
  ),
  define('mediaDevices', 'media devices', ['class'], unlessUniform('mediaDevices'), toggles),
  define(
    'voices',
    'voices',
    ['class', 'systemVersion', 'languages'],
    unlessUniform('voices', 'hash'),
  ),
]

/** The code of an attribute that stands in the list. */
export function codeOf(name: string): number {
  const code = names.indexOf(name)
  if (code < 0) throw new Error(`there is no attribute ${name}`)
  return code
}
