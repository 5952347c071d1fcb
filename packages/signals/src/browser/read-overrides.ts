import type { FrameWindow } from './frame'
import { nextTask } from './next-task'

const listMax = 60
const sliceMs = 8

/** Values that must be the same in every document of one browser. */
const readers: Record<string, (realm: FrameWindow) => unknown> = {
  userAgent: ({ navigator }) => navigator.userAgent,
  appVersion: ({ navigator }) => navigator.appVersion,
  platform: ({ navigator }) => navigator.platform,
  vendor: ({ navigator }) => navigator.vendor,
  languages: ({ navigator }) => String(navigator.languages),
  hardwareConcurrency: ({ navigator }) => navigator.hardwareConcurrency,
  maxTouchPoints: ({ navigator }) => navigator.maxTouchPoints,
  webdriver: ({ navigator }) => navigator.webdriver,
  screen: ({ screen }) => `${screen.width}x${screen.height}x${screen.colorDepth}`,
}

/**
 * Functions and getters that fingerprint spoofers replace, as `Interface.member`. Checked on the
 * prototype.
 */
const suspects = [
  'Navigator.userAgent',
  'Navigator.platform',
  'Navigator.languages',
  'Navigator.webdriver',
  'Navigator.hardwareConcurrency',
  'Navigator.deviceMemory',
  'Navigator.plugins',
  'Navigator.userAgentData',
  'Permissions.query',
  'Screen.width',
  'Screen.height',
  'Screen.colorDepth',
  'HTMLCanvasElement.toDataURL',
  'HTMLCanvasElement.toBlob',
  'HTMLCanvasElement.getContext',
  'CanvasRenderingContext2D.getImageData',
  'CanvasRenderingContext2D.measureText',
  'WebGLRenderingContext.getParameter',
  'WebGL2RenderingContext.getParameter',
  'AudioBuffer.getChannelData',
  'AnalyserNode.getFloatFrequencyData',
  'Date.getTimezoneOffset',
  'Function.toString',
  'HTMLIFrameElement.contentWindow',
  'MediaDevices.enumerateDevices',
  'HTMLMediaElement.canPlayType',
  'Element.getBoundingClientRect',
]

/**
 * What scripts or extensions changed in this page, judged with the tools of a clean frame: own
 * properties on `navigator` and `screen`, functions whose text is not native, values that differ.
 */
export async function readOverrides(frame: FrameWindow) {
  const own = [
    ...Object.getOwnPropertyNames(navigator).map((name) => `navigator.${name}`),
    ...Object.getOwnPropertyNames(screen).map((name) => `screen.${name}`),
  ]
  const replaced: string[] = []
  let sliceAt = performance.now()
  for (const suspect of suspects) {
    // An interface that nobody has touched yet is made then.
    const found = findFunction(suspect)
    if (found && !isNative(found, frame)) replaced.push(suspect)
    if (performance.now() - sliceAt < sliceMs) continue
    await nextTask()
    sliceAt = performance.now()
  }
  const differs = Object.keys(readers).filter((name) => {
    const read = readers[name]
    return read && read(window) !== read(frame)
  })
  return { own: own.slice(0, listMax), replaced, differs }
}

function findFunction(path: string): object | undefined {
  const [owner = '', member = ''] = path.split('.')
  // Indexed by name: the interfaces are properties of the window.
  const prototype = (window as unknown as Record<string, { prototype?: object } | undefined>)[owner]
    ?.prototype
  const property = prototype && Object.getOwnPropertyDescriptor(prototype, member)
  const found: unknown = property?.get ?? property?.value
  return typeof found === 'function' ? found : undefined
}

const isNative = (found: object, frame: FrameWindow) =>
  /\{\s*\[native code\]\s*\}$/.test(frame.Function.prototype.toString.call(found))
