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
    ['Playwright', { driverGlobals: { value: ['__playwright__binding__'] } }, 'playwright'],
    ['headless by script', { userAgent: { value: headlessAgent } }, 'headless_chrome'],
  ])('by %s', (_, signals, type) => {
    const verdict = detect(signals)
    expect(verdict?.value).toMatchObject({ result: 'bad', type })
    expect(verdict?.evidence.length).toBeGreaterThan(0)
  })

  test('by the name in the header, and keeps every piece of evidence', () => {
    const verdict = detect(
      { webdriver: { value: true } },
      { network: { userAgent: headlessAgent } },
    )
    expect(verdict?.value).toMatchObject({ result: 'bad', type: 'headless_chrome' })
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

describe('who it is', () => {
  test('of a driven browser, the tool and nobody who answers for it', () => {
    expect(detect({ driverGlobals: { value: ['$cdc_asdjflasutopfhvcZLmcfl_'] } })?.value).toEqual({
      result: 'bad',
      type: 'selenium',
      info: {
        category: 'browser_automation',
        provider: 'unknown',
        name: 'Selenium',
        identity: 'unknown',
        confidence: 'high',
      },
    })
  })

  const googlebot = {
    name: 'Googlebot',
    provider: 'Google',
    category: 'search_engine_crawler',
  } as const

  test('a proven crawler is good although it is driven', () => {
    const crawler = { ...googlebot, identity: 'verified', by: 'ranges' } as const
    const verdict = detect({ webdriver: { value: true } }, { network: { crawler } })
    expect(verdict?.value).toMatchObject({
      result: 'good',
      type: 'googlebot',
      info: { identity: 'verified' },
    })
    expect(verdict?.evidence.map(({ says }) => says)).toContain('navigator.webdriver is true')
  })

  test('one that only says so is bad', () => {
    const crawler = { ...googlebot, identity: 'unknown', by: 'claim' } as const
    expect(detect({}, { network: { crawler } })?.value).toMatchObject({ result: 'bad' })
  })

  test('nobody is named where nothing was found', () => {
    expect(detect({})?.value).toEqual({ result: 'not_detected' })
  })
})

describe('by its request', () => {
  const headers = {
    order: ['host', 'user-agent'],
    clientHints: {},
    host: 'id.example.com',
    origin: 'https://shop.example.com',
  }

  test('a library that says its name is bad', () => {
    const network = { userAgent: 'python-requests/2.32', headers }
    expect(detect({}, { network })?.value).toMatchObject({ result: 'bad', type: 'unknown' })
  })

  test('two traits of a library under the name of Chrome are bad', () => {
    const fetched = { ...headers, fetchMetadata: { 'sec-fetch-mode': 'cors' }, acceptLanguage: '*' }
    expect(detect({}, { network: { headers: fetched } })?.value).toMatchObject({ result: 'bad' })
  })

  test('names in lower case alone are those of a proxy', () => {
    const lower = {
      ...headers,
      acceptLanguage: 'en',
      clientHints: { 'sec-ch-ua': '"Chromium";v="156"' },
    }
    expect(detect({}, { network: { headers: lower } })?.value).toEqual({ result: 'not_detected' })
  })
})
