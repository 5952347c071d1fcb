import type { FrameWindow } from './frame'

type Realm = FrameWindow & Readonly<Record<string, { prototype?: object } | undefined>>

/** Members that spoofers replace, by interface. None returns a promise: those never throw. */
const members: Readonly<Record<string, readonly string[]>> = {
  Navigator: [
    'appVersion',
    'deviceMemory',
    'hardwareConcurrency',
    'language',
    'languages',
    'maxTouchPoints',
    'mimeTypes',
    'oscpu',
    'platform',
    'plugins',
    'productSub',
    'userAgent',
    'userAgentData',
    'vendor',
    'webdriver',
  ],
  NavigatorUAData: ['brands', 'mobile', 'platform'],
  Screen: ['availHeight', 'availWidth', 'colorDepth', 'height', 'pixelDepth', 'width'],
  HTMLIFrameElement: ['contentDocument', 'contentWindow', 'srcdoc'],
  HTMLCanvasElement: ['getContext', 'height', 'toBlob', 'toDataURL', 'width'],
  CanvasRenderingContext2D: ['canvas', 'getImageData', 'measureText'],
  WebGLRenderingContext: ['canvas', 'getExtension', 'getParameter'],
}

/**
 * Contradictions in the getters and the order of keys of well-known interfaces. A browser's getter
 * refuses its own prototype and has no `prototype`; its keys stand as in a clean frame. Of the keys only
 * those above count, since polyfills add others.
 */
export function checkMembers(frame: FrameWindow): string[] {
  return Object.entries(members).flatMap(([owner, names]) => {
    const prototype = prototypeOf(window, owner)
    if (!prototype) return []
    const found = names.flatMap((name) => checkGetter(prototype, owner, name))
    const clean = prototypeOf(frame, owner)
    const isMoved = clean && order(prototype, clean, names) !== order(clean, prototype, names)
    return isMoved ? [...found, `keyOrder:${owner}`] : found
  })
}

function checkGetter(prototype: object, owner: string, name: string): string[] {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get
  if (!getter) return []
  return [
    ...(answers(getter, prototype) ? [`prototypeGetter:${owner}.${name}`] : []),
    ...(Object.hasOwn(getter, 'prototype') ? [`getterPrototype:${owner}.${name}`] : []),
  ]
}

function answers(getter: () => unknown, self: object): boolean {
  try {
    Reflect.apply(getter, self, [])
    return true
  } catch {
    // Whatever it throws, it refuses: a browser's message and error differ by engine.
    return false
  }
}

/** The names that both prototypes have, as they stand in the first. */
const order = (first: object, second: object, names: readonly string[]) =>
  Object.getOwnPropertyNames(first)
    .filter((name) => names.includes(name) && Object.hasOwn(second, name))
    .join()

// Indexed by name: the interfaces are properties of the window.
const prototypeOf = (realm: FrameWindow, owner: string) => (realm as Realm)[owner]?.prototype

/** What imitations of Chrome leave in the page itself. */
export function checkPage(frame: FrameWindow): string[] {
  const readText = Function.prototype.toString
  const found: Readonly<Record<string, boolean>> = {
    toStringProxy: isProxy(readText) || isUnlike(readText, frame),
    createElementOwn: Object.hasOwn(document, 'createElement'),
    pluginLinks: hasLooseLinks(),
    chromeRuntime: location.protocol === 'http:' && hasRuntime(),
    resolution: hasOtherResolution(),
  }
  return Object.keys(found).filter((name) => found[name])
}

/**
 * A function may not become its own ancestor. The engine cannot see that through a proxy, so there it
 * succeeds and is undone. (ECMAScript, OrdinarySetPrototypeOf.)
 */
function isProxy(suspect: object): boolean {
  const before = Reflect.getPrototypeOf(suspect)
  const isSet = Reflect.setPrototypeOf(suspect, Object.create(suspect))
  if (isSet) Reflect.setPrototypeOf(suspect, before)
  return isSet
}

// A function that claims to be native, with another text than the native one: a bound or wrapped one.
function isUnlike(suspect: object, frame: FrameWindow): boolean {
  const readText = frame.Function.prototype.toString
  const text = readText.call(suspect)
  return text.includes('[native code]') && text !== readText.call(readText)
}

function hasLooseLinks(): boolean {
  const first = (navigator as { plugins?: PluginArray }).plugins?.[0]
  const type = first?.[0]
  return type !== undefined && type.enabledPlugin !== first
}

function hasRuntime(): boolean {
  const { chrome } = window as { chrome?: { runtime?: unknown } }
  return chrome?.runtime !== undefined
}

// Zoom gives ratios that the media query rounds.
function hasOtherResolution(): boolean {
  const ratio = devicePixelRatio
  if (typeof matchMedia === 'undefined' || !matchMedia('(min-resolution: 0.01dppx)').matches) {
    return false
  }
  const query = `(min-resolution: ${ratio - 0.02}dppx) and (max-resolution: ${ratio + 0.02}dppx)`
  return ratio > 0.02 && !matchMedia(query).matches
}
