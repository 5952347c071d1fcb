import type { Readings } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { type SampleParts, sampleFacts } from '../identify/sample-facts'
import {
  canvasExtension,
  chrome,
  docked,
  firefox,
  firefoxParts,
  noGpu,
  overriddenAgent,
  people,
  rfp,
  toolsOpen,
  webkit,
  webkitParts,
} from './sample-browsers'
import { tampering } from './tampering'

const detect = (signals: Readings, parts: SampleParts = {}) =>
  tampering.detect(sampleFacts({ ...parts, signals }))?.value
const overrides = (parts: object) => ({
  ...chrome,
  overrides: { value: { own: [], replaced: [], differs: [], ...parts } },
})
const worker = (parts: object) => ({
  workerFacts: { value: { ...Object(chrome.workerFacts?.value), ...parts } },
})
const hints = (parts: object) => ({
  ...chrome,
  userAgentData: { value: { ...Object(chrome.userAgentData?.value), ...parts } },
})

test.each<readonly [name: string, signals: Readings, parts: SampleParts]>([
  ['the user agent flag, another system', chrome, overriddenAgent],
  [
    'the user agent flag, the same system',
    hints({ architecture: '', bitness: '', formFactors: [] }),
    {},
  ],
  ['the protocol, without hints', hints({ brands: [], platform: '' }), {}],
  ['another version', hints({ brands: [{ brand: 'Chromium', version: '140' }] }), {}],
  [
    'a user agent preference of Firefox',
    { ...firefox, userAgent: { value: 'Mozilla/5.0 Chrome/156.0.0.0' } },
    {
      network: {
        userAgent: 'Mozilla/5.0 Chrome/156.0.0.0',
        claimed: { engine: 'blink', os: 'linux' },
      },
    },
  ],
  [
    'agent and platform of Firefox, not oscpu',
    { ...firefox, platform: { value: 'Win32' } },
    { network: { ...firefoxParts.network, claimed: { engine: 'gecko', os: 'windows' } } },
  ],
  ['an own property', overrides({ own: ['navigator.hardwareConcurrency'] }), {}],
  ['an accessor', overrides({ replaced: ['Navigator.platform'] }), {}],
  ['a clean frame', overrides({ differs: ['hardwareConcurrency'] }), {}],
  ['the processors of a worker', { ...chrome, ...worker({ hardwareConcurrency: 2 }) }, {}],
  ['a canvas extension', { ...chrome, ...canvasExtension }, {}],
  [
    'a canvas extension whose noise is in pictures only',
    overrides({ replaced: ['HTMLCanvasElement.toDataURL'] }),
    {},
  ],
  [
    'a real card with the limits of software',
    {
      ...chrome,
      webglLimits: { value: { ALIASED_POINT_SIZE_RANGE: [1, 1023], MAX_RENDERBUFFER_SIZE: 8192 } },
    },
    {},
  ],
  [
    'Direct3D on Linux',
    { ...chrome, webglBasics: { value: { rendererUnmasked: 'ANGLE (NVIDIA Direct3D11)' } } },
    {},
  ],
])('is found by %s', (_, signals, parts) => {
  const value = detect(signals, parts)
  expect(value).toMatchObject({ isTampered: true, isAntiDetectBrowser: false })
  expect(value?.anomalyScore).toBeGreaterThanOrEqual(0.5)
})

describe('leaves alone', () => {
  test.each<readonly [name: string, signals: Readings, parts: SampleParts]>([
    ...people.filter(([name]) => !/canvas extension|another user agent/.test(name)),
    ['developer tools', { ...chrome, ...toolsOpen, ...docked }, {}],
    ['a worker without WebGL', { ...chrome, ...worker({}) }, {}],
    [
      'a page without WebGL and a worker with',
      { ...chrome, ...noGpu, ...worker({ webglRenderer: 'SwiftShader', hardwareConcurrency: 2 }) },
      {},
    ],
    [
      'password managers and tracker blockers',
      overrides({ own: ['navigator.credentials', 'navigator.globalPrivacyControl'] }),
      {},
    ],
    [
      'a polyfill',
      overrides({ replaced: ['Function.toString', 'MediaDevices.enumerateDevices'] }),
      {},
    ],
    ['a session recorder', overrides({ replaced: ['HTMLCanvasElement.getContext'] }), {}],
    [
      'an iPad that calls itself a Mac',
      {
        ...webkit,
        platform: { value: 'MacIntel' },
        touchSupport: { value: { maxTouchPoints: 5 } },
        workerFacts: {},
      },
      { network: { ...webkitParts.network, claimed: { engine: 'webkit', os: 'macos' } } },
    ],
    [
      'Brave',
      {
        ...chrome,
        brave: { value: true },
        canvasNoise: { value: { wrongPixels: 9, isStable: true } },
        ...worker({ hardwareConcurrency: 3 }),
      },
      {},
    ],
    [
      'resistFingerprinting that tells the server another system',
      rfp,
      {
        network: {
          ...firefoxParts.network,
          userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:153.0) Gecko/20100101 Firefox/153.0',
          claimed: { engine: 'gecko', os: 'windows' },
        },
      },
    ],
  ])('%s', (_, signals, parts) => {
    expect(detect(signals, parts)).toMatchObject({ isTampered: false, isAntiDetectBrowser: false })
  })
})

test('an anti-detect browser replaces several interfaces and forgets the worker', () => {
  const signals = {
    ...overrides({ replaced: ['Navigator.platform', 'WebGLRenderingContext.getParameter'] }),
    ...worker({ platform: 'Win32' }),
  }
  const value = detect(signals)
  expect(value).toMatchObject({ isTampered: true, isAntiDetectBrowser: true })
  expect(value?.anomalyScore).toBeGreaterThan(0.9)
})

test('nobody is cleared before the late facts, and a contradiction is told at once', () => {
  const { overrides: _, ...early } = chrome
  expect(detect(early)).toBeUndefined()
  expect(detect(early, overriddenAgent)?.isTampered).toBe(true)
  expect(detect({})).toBeUndefined()
})

test('the scores of a browser without contradictions are low', () => {
  expect(detect(chrome)).toEqual({
    isTampered: false,
    confidence: 'high',
    anomalyScore: 0,
    mlScore: 0.047,
    isAntiDetectBrowser: false,
  })
})
