import type { Readings } from '@whorl/wire'
import { chromiumOnLinux, type SampleParts } from '../identify/sample-facts'

const chromeAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const firefoxAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const webkitAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15'

const geometry = {
  innerWidth: 1280,
  innerHeight: 713,
  outerWidth: 1280,
  outerHeight: 800,
  screenX: 10,
  screenY: 10,
  screenWidth: 1920,
  screenHeight: 1080,
  availWidth: 1920,
  availHeight: 1080,
}
/** Facts for tests of verdicts: windows that nobody drives, with the late facts. */
export const chrome: Readings = {
  ...chromiumOnLinux,
  userAgent: { value: chromeAgent },
  appVersion: { value: chromeAgent.replace('Mozilla/', '') },
  userAgentData: {
    value: {
      brands: [
        { brand: 'Not:A-Brand', version: '8' },
        { brand: 'Chromium', version: '156' },
      ],
      mobile: false,
      platform: 'Linux',
      architecture: 'x86',
      bitness: '64',
      formFactors: ['Desktop'],
    },
  },
  productSub: { value: '20030107' },
  engineTraits: { value: { evalLength: 33, nullError: '', rangeError: '', stackStyle: 'v8' } },
  pointer: { value: { primary: 'fine', any: 'fine', hover: true, anyHover: true } },
  windowGeometry: { value: geometry },
  canvasNoise: { value: { wrongPixels: 0, isStable: true } },
  driverGlobals: { value: [] },
  overrides: { value: { own: [], replaced: [], differs: [] } },
  nativeChecks: { value: [] },
  cspFrame: { value: 'enforced' },
  stackTrap: { value: { runs: 3, hits: 0, workerHits: 0 } },
  storageDurability: { value: { ratio: 3, strictMs: 3, relaxedMs: 1, openMs: 3 } },
  fileAccess: { value: { writeMs: 0.02, flushMs: 0.7 } },
  webglStatus: { value: 'ok' },
  webglBasics: {
    value: {
      rendererUnmasked: 'ANGLE (Intel, Mesa Intel(R) UHD Graphics 630, OpenGL 4.6)',
      vendorUnmasked: 'Google Inc. (Intel)',
    },
  },
  webglLimits: { value: { ALIASED_POINT_SIZE_RANGE: [1, 255], MAX_RENDERBUFFER_SIZE: 16384 } },
  workerFacts: {
    value: {
      userAgent: chromeAgent,
      platform: 'Linux x86_64',
      languages: ['de-DE'],
      hardwareConcurrency: 8,
      deviceMemory: 8,
      timezone: 'Europe/Berlin',
      brands: ['Not:A-Brand 8', 'Chromium 156'],
      platformHint: 'Linux',
    },
  },
}

export const firefox: Readings = {
  ...chrome,
  engine: { value: 'gecko' },
  userAgent: { value: firefoxAgent },
  appVersion: { value: '5.0 (X11)' },
  userAgentData: {},
  deviceMemory: {},
  vendor: { value: '' },
  oscpu: { value: 'Linux x86_64' },
  productSub: { value: '20100101' },
  engineTraits: { value: { evalLength: 37, nullError: '', rangeError: '', stackStyle: 'at-sign' } },
  stackTrap: {},
  storageDurability: {},
  privateFiles: { value: 'ok' },
  consoleCost: { value: { tableMs: 1, logMs: 0.5, getterReads: 0 } },
  timerStep: { value: 1 },
  webglBasics: {
    value: { rendererUnmasked: 'Intel(R) HD Graphics 400, or similar', vendorUnmasked: 'Intel' },
  },
  workerFacts: {
    value: {
      userAgent: firefoxAgent,
      languages: ['de-DE'],
      hardwareConcurrency: 8,
      timezone: 'Europe/Berlin',
    },
  },
}

export const webkit: Readings = {
  ...chrome,
  engine: { value: 'webkit' },
  userAgent: { value: webkitAgent },
  appVersion: { value: webkitAgent.replace('Mozilla/', '') },
  userAgentData: {},
  vendor: { value: 'Apple Computer, Inc.' },
  engineTraits: { value: { evalLength: 37, nullError: '', rangeError: '', stackStyle: 'at-sign' } },
  stackTrap: {},
  webglBasics: { value: { rendererUnmasked: 'Apple GPU', vendorUnmasked: 'Apple Inc.' } },
  workerFacts: {
    value: {
      userAgent: webkitAgent,
      languages: ['de-DE'],
      hardwareConcurrency: 8,
      timezone: 'Europe/Berlin',
      webglRenderer: 'Apple GPU 2',
    },
  },
}

/** Firefox 153 with resistFingerprinting. */
export const rfp: Readings = {
  ...firefox,
  timerStep: { value: 16.667 },
  timezone: { value: 'Atlantic/Reykjavik' },
  hardwareConcurrency: { value: 4 },
  windowGeometry: {
    value: {
      ...geometry,
      outerWidth: 1200,
      outerHeight: 700,
      innerWidth: 1200,
      innerHeight: 700,
      screenX: 0,
      screenY: 0,
      screenWidth: 1200,
      screenHeight: 700,
    },
  },
  touchSupport: { value: { maxTouchPoints: 5, touchEvent: false, touchStart: false } },
  webglBasics: { value: { rendererUnmasked: 'Mozilla', vendorUnmasked: 'Mozilla' } },
  webglLimits: { value: { MAX_TEXTURE_SIZE: 2048 } },
  canvasNoise: { value: { wrongPixels: 256, isStable: false } },
}

export const noGpu: Readings = {
  webglStatus: { value: 'no-context' },
  webglBasics: {},
  webglLimits: {},
  webgpu: {},
  mediaDevices: { value: { audioInputs: 0, videoInputs: 0, audioOutputs: 0 } },
  batteryCharging: { value: true },
  batteryLevel: { value: 100 },
  hardwareConcurrency: { value: 2 },
  workerFacts: {},
}

/** Tools in a window of their own: the traces of a debugging client and nothing else. */
export const toolsOpen: Readings = {
  stackTrap: { value: { runs: 3, hits: 3, workerHits: 1 } },
}
export const docked: Readings = { windowGeometry: { value: { ...geometry, innerWidth: 717 } } }
/** Canvas functions of an extension that also wraps what could show them. */
export const canvasExtension: Readings = {
  canvasNoise: { value: { wrongPixels: 120, isStable: false } },
  overrides: {
    value: {
      own: [],
      replaced: ['HTMLCanvasElement.toDataURL', 'CanvasRenderingContext2D.getImageData'],
      differs: [],
    },
  },
  nativeChecks: { value: ['toStringProxy', 'frameWindowProxy'] },
}

export const firefoxParts: SampleParts = {
  network: { userAgent: firefoxAgent, claimed: { engine: 'gecko', os: 'linux' } },
}
export const webkitParts: SampleParts = {
  network: { userAgent: webkitAgent, claimed: { engine: 'webkit', os: 'linux' } },
}

/** A phone's user agent, as developer tools imitate one. */
export const overriddenAgent: SampleParts = {
  network: {
    userAgent: 'Mozilla/5.0 (Linux; Android 10; K) Chrome/156.0.0.0 Mobile Safari/537.36',
    claimed: { engine: 'blink', os: 'android' },
  },
}

/** People, whom no verdict may call a bot. */
export const people: readonly (readonly [name: string, signals: Readings, parts: SampleParts])[] = [
  ['Chromium', chrome, {}],
  ['Firefox', firefox, firefoxParts],
  ['WebKitGTK', webkit, webkitParts],
  ['Firefox with resistFingerprinting', rfp, firefoxParts],
  ['UTC', { ...chrome, timezone: { value: 'UTC' }, workerFacts: {} }, {}],
  ['no graphics card', { ...chrome, ...noGpu }, {}],
  ['developer tools, docked', { ...chrome, ...toolsOpen, ...docked }, {}],
  ['developer tools in their own window', { ...chrome, ...toolsOpen }, {}],
  ['developer tools without a graphics card', { ...chrome, ...noGpu, ...toolsOpen }, {}],
  ['a canvas extension', { ...chrome, ...canvasExtension }, {}],
  ['a canvas extension and developer tools', { ...chrome, ...canvasExtension, ...toolsOpen }, {}],
  ['another user agent', chrome, overriddenAgent],
  ['another user agent and developer tools', { ...chrome, ...toolsOpen }, overriddenAgent],
  [
    'a page zoomed to half with developer tools',
    {
      ...chrome,
      ...toolsOpen,
      windowGeometry: { value: { ...geometry, innerWidth: 2560, innerHeight: 1426 } },
    },
    {},
  ],
  ['no PDF viewer', { ...chrome, plugins: { value: [] }, pdfViewerEnabled: { value: false } }, {}],
  [
    'a kiosk',
    {
      ...chrome,
      pointer: { value: { primary: 'none', any: 'none', hover: false, anyHover: false } },
    },
    {},
  ],
]
