import type { Readings } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { chromiumOnLinux, type SampleParts, sampleFacts } from '../identify/sample-facts'
import { bot } from './bot'

function detect(signals: Readings, parts: SampleParts = {}) {
  return bot.detect(sampleFacts({ signals: { ...chromiumOnLinux, ...signals }, ...parts }))
}

const headlessAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36'

describe('is bad', () => {
  test.each([
    ['navigator.webdriver', { webdriver: { value: true } }, 'webdriver'],
    [
      'chromedriver keys',
      { driverGlobals: { value: ['$cdc_asdjflasutopfhvcZLmcfl_'] } },
      'selenium',
    ],
    [
      'array keys of a driver',
      { driverGlobals: { value: ['cdc_adoQpoasnfa76pfcZLmcfl_Array'] } },
      'selenium',
    ],
    ['phantom', { driverGlobals: { value: ['callPhantom'] } }, 'phantomjs'],
    ['an unlisted driver', { driverGlobals: { value: ['__playwright__binding__'] } }, 'unknown'],
    ['headless by script', { userAgent: { value: headlessAgent } }, 'headless_chrome'],
  ])('by %s', (_, signals, type) => {
    const verdict = detect(signals)
    expect(verdict?.value).toEqual({ result: 'bad', type })
    expect(verdict?.evidence.length).toBeGreaterThan(0)
  })

  test('by the name in the header, and keeps every piece of evidence', () => {
    const verdict = detect(
      { webdriver: { value: true } },
      { network: { userAgent: headlessAgent } },
    )
    expect(verdict?.value).toEqual({ result: 'bad', type: 'headless_chrome' })
    expect(verdict?.evidence).toHaveLength(2)
  })
})

describe('leaves people alone', () => {
  test.each([
    ['Chromium', {}],
    ['no plugins', { plugins: { value: [] }, pdfViewerEnabled: { value: false } }],
    ['UTC', { timezone: { value: 'UTC' } }],
    ['software rendering', { webglBasics: { value: { renderer: 'SwiftShader' } } }],
    ['two cores', { hardwareConcurrency: { value: 2 } }],
    ['Firefox', { engine: { value: 'gecko' }, driverGlobals: { value: [] } }],
    ['failed globals', { driverGlobals: { error: { name: 'timeout' } } }],
  ])('%s', (_, signals) => {
    expect(detect(signals)).toEqual({ value: { result: 'not_detected' }, evidence: [] })
  })
})

test('says nothing without data', () => {
  expect(detect({ webdriver: { error: { name: 'timeout' } } })).toBeUndefined()
  const { webdriver: _, ...without } = chromiumOnLinux
  expect(bot.detect(sampleFacts({ signals: without }))).toBeUndefined()
})
