import type { Readings } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { bot } from './bot'
import { chrome, docked, firefox, firefoxParts, toolsOpen } from './sample-browsers'

const noPointer = {
  pointer: { value: { primary: 'none', any: 'none', hover: false, anyHover: false } },
}
const window = (parts: object) => ({
  windowGeometry: { value: { ...Object(chrome.windowGeometry?.value), ...parts } },
})
const detect = (signals: Readings) =>
  bot.detect(sampleFacts({ signals: { ...chrome, ...signals } }))?.value
const preset = { innerWidth: 1280, innerHeight: 720 }
const unknown = { result: 'bad', type: 'unknown' }
const headless = { result: 'bad', type: 'headless_chrome' }
const shell: Readings = {
  plugins: { value: [] },
  pdfViewerEnabled: { value: false },
  chromeTraits: { value: { chrome: false, pdfPlugins: 0 } },
  permissions: { value: { Notification: 'denied', notifications: 'prompt' } },
}
const overrides = (own: string[]) => ({ overrides: { value: { own, replaced: [], differs: [] } } })

test.each<[string, Readings, object]>([
  ['a client and no pointer', { ...toolsOpen, ...noPointer }, headless],
  [
    'a client and a page larger than its window',
    {
      ...toolsOpen,
      ...window({ innerWidth: 800, innerHeight: 600, outerWidth: 780, outerHeight: 580 }),
    },
    unknown,
  ],
  [
    'a client and a default page size',
    { ...toolsOpen, ...window({ innerWidth: 1280, innerHeight: 720 }) },
    unknown,
  ],
  ['a client and a hidden flag', { ...toolsOpen, ...overrides(['navigator.webdriver']) }, unknown],
  [
    'a client and imitated parts',
    { ...toolsOpen, nativeChecks: { value: ['toStringProxy', 'pluginLinks'] } },
    unknown,
  ],
  [
    'a client and a script that ran in spite of a policy',
    { ...toolsOpen, cspFrame: { value: 'ran' } },
    unknown,
  ],
  [
    'a client and clicks without pressure',
    { ...toolsOpen, inputCadence: { value: { zeroPressureClicks: 1, shortestPressMs: 2 } } },
    unknown,
  ],
  [
    'no pointer and the screen of headless Chromium',
    { ...noPointer, ...window({ screenWidth: 800, screenHeight: 600 }) },
    headless,
  ],
  ['no pointer and a default page size', { ...noPointer, ...window(preset) }, headless],
  ['no pointer and what a shell leaves', { ...noPointer, ...shell }, headless],
  [
    'V8 without a browser',
    { engine: { value: 'unknown' }, apis: { value: ['WebSocket'] } },
    unknown,
  ],
  [
    'the name in a worker',
    { workerFacts: { value: { userAgent: 'HeadlessChrome/156' } } },
    headless,
  ],
])('is bad by %s', (_, signals, value) => {
  expect(detect(signals)).toMatchObject(value)
})

test('is bad where a program listens to the log of Firefox', () => {
  const signals = { ...firefox, consoleCost: { value: { tableMs: 0, logMs: 0, getterReads: 2 } } }
  expect(bot.detect(sampleFacts({ ...firefoxParts, signals }))?.value).toMatchObject({
    result: 'bad',
    type: 'webdriver',
  })
})

describe('one kind is never enough', () => {
  test.each<[string, Readings]>([
    ['a client', toolsOpen],
    ['no pointer', noPointer],
    ['shell leftovers', shell],
    ['a hidden flag', overrides(['navigator.webdriver'])],
    ['a policy that was ignored', { cspFrame: { value: 'ran' } }],
    ['a window larger than its screen', window({ outerWidth: 2400 })],
  ])('%s', (_, signals) => {
    expect(detect(signals)).toEqual({ result: 'not_detected' })
  })
})

const compiled = (firstMs: number, bestMs: number) => ({
  compiledCode: { value: { firstMs, bestMs } },
})

test('a client without a debugger is bad, one with a debugger is developer tools', () => {
  expect(detect({ ...toolsOpen, ...compiled(1.4, 0.1) })).toMatchObject(unknown)
  expect(detect({ ...toolsOpen, ...compiled(1.1, 1) })).toEqual({ result: 'not_detected' })
  expect(detect({ ...toolsOpen, ...compiled(1.5, 0.5) })).toEqual({ result: 'not_detected' })
})

test.each([
  'Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36',
  'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.270 Safari/537.36 WebAppManager',
  'Mozilla/5.0 (Linux; Andr0id 9; BRAVIA 4K UR2) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36',
])('a television has neither pointer nor another page: %s', (userAgent) => {
  const signals = { ...chrome, ...noPointer, ...window(preset), userAgent: { value: userAgent } }
  const verdict = bot.detect(sampleFacts({ signals, network: { userAgent } }))
  expect(verdict?.value).toEqual({ result: 'not_detected' })
})

test('developer tools count for nothing, whatever else there is', () => {
  const page = window({ innerWidth: 1280, innerHeight: 720 })
  expect(detect({ ...toolsOpen, ...compiled(1.1, 1), ...page })).toEqual({ result: 'not_detected' })
})

test('fast code without a client is everybody\u2019s', () => {
  expect(detect(compiled(1.4, 0.1))).toEqual({ result: 'not_detected' })
})

test('a docked panel explains the client', () => {
  expect(detect({ ...toolsOpen, ...docked, cspFrame: { value: 'ran' } })).toEqual({
    result: 'not_detected',
  })
})

test('what was found and does not suffice is told all the same', () => {
  const verdict = bot.detect(sampleFacts({ signals: { ...chrome, ...toolsOpen } }))
  expect(verdict?.evidence).toEqual([{ says: 'a debugging client is attached', weight: 0.8 }])
})
