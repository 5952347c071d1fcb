import type { Readings } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { sampleFacts } from '../identify/sample-facts'
import { httpContradictions } from './http-contradictions'
import {
  chromium156,
  curl7,
  firefox153,
  nodeFetch,
  pythonUrllib,
  type RequestSample,
  requestOf,
  webkitgtk,
} from './http-samples'

interface Changes {
  /** Replaced or, with `undefined`, left out. */
  headers?: Readonly<Record<string, string | undefined>>
  signals?: Readings
  network?: { isForwarded?: boolean; isRelayed?: boolean; order?: readonly string[] }
  url?: string
}

function judge(sample: RequestSample, { headers = {}, signals, network, url }: Changes = {}) {
  const request = requestOf(sample, headers)
  const facts = sampleFacts({
    signals: { ...sample.page, ...signals },
    network: { ...request, headers: { ...request.headers, ...network } },
  })
  return httpContradictions(
    url === undefined ? facts : { ...facts, payload: { ...facts.payload, url } },
  )
}

const says = (...args: Parameters<typeof judge>) => judge(...args).map((one) => one.says)

describe('leaves real browsers alone', () => {
  // Un-automated, on loopback: the requests of the agent's fetch and of sendBeacon.
  test.each([
    ['Chromium 156, fetch', chromium156],
    ['Firefox 153, fetch', firefox153],
    ['WebKitGTK 2.50, fetch', webkitgtk],
    ['Chromium 156, beacon', { ...chromium156, headers: chromium156.beacon }],
    ['Firefox 153, beacon', { ...firefox153, headers: firefox153.beacon }],
    ['WebKitGTK 2.50, beacon', { ...webkitgtk, headers: webkitgtk.beacon }],
  ])('%s', (_, sample) => {
    expect(judge(sample)).toEqual([])
  })

  test.each([
    ['Chromium 156', chromium156, [':method', ':authority', ':scheme', ':path']],
    ['Firefox 153', firefox153, [':method', ':path', ':authority', ':scheme']],
  ])('%s over HTTP/2, which writes all names in lower case', (_, sample, pseudo) => {
    const { headers } = requestOf(sample, {})
    const names = headers.order.map((name) => name.toLowerCase()).filter((name) => name !== 'host')
    expect(judge(sample, { network: { order: [...pseudo, ...names] } })).toEqual([])
    expect(judge(sample, { network: { order: names } })).not.toEqual([])
  })

  test.each([
    [
      'on plain http, where browsers send no hints and no Sec-Fetch',
      {
        headers: {
          Host: 'id.example.com',
          Origin: 'http://shop.example.com',
          ...withoutSec(),
        },
      },
    ],
    [
      'on a loopback page that sends to a machine without TLS',
      { headers: { Host: '192.168.1.5:8080', ...withoutSec() } },
    ],
    [
      'behind a CDN that drops every Sec- header',
      { headers: withoutSec(), network: { isForwarded: true } },
    ],
    ['through a proxy integration', { headers: withoutSec(), network: { isRelayed: true } }],
    ['whose CDN replaces the user agent', { headers: { 'User-Agent': 'Amazon CloudFront' } }],
    [
      'whose company proxy appends to the user agent',
      {
        headers: { 'User-Agent': `${chromium156.userAgent} Corp/1.0` },
        network: { isForwarded: true },
      },
    ],
    [
      'in a private window: one language in the page',
      { signals: { languages: { value: [['en-US']] } } },
    ],
    ['whose header is reduced', { headers: { 'Accept-Language': 'en-US' } }],
    ['without any reading', { signals: { userAgent: {}, userAgentData: {}, languages: {} } }],
    [
      'a phone that asked for the desktop site',
      { headers: { 'sec-ch-ua-platform': '"Android"' }, signals: { userAgentData: {} } },
    ],
    [
      'with the version after 99, as a policy writes it',
      {
        headers: { 'User-Agent': chromium156.userAgent.replace('156.0', '99.0.156') },
        signals: { userAgent: {} },
      },
    ],
  ] satisfies [string, Changes][])('Chromium %s', (_, changes) => {
    expect(judge(chromium156, changes)).toEqual([])
  })

  test('Chromium behind a proxy that lowers names', () => {
    const headers = chromium156.headers.map(([name, value]) => [name.toLowerCase(), value] as const)
    expect(judge({ ...chromium156, headers }, { network: { isForwarded: true } })).toEqual([])
    expect(judge({ ...chromium156, headers })).toEqual([
      {
        says: 'header names in lower case, as libraries write them',
        weight: 0.2,
        kind: 'automation',
      },
    ])
  })

  test('Edge, Opera and Samsung name themselves beside Chromium', () => {
    const brands = '"Not:A-Brand";v="8", "Chromium";v="156", "Microsoft Edge";v="156"'
    const edge = `${chromium156.userAgent} Edg/156.0.0.0`
    expect(
      judge(chromium156, {
        headers: { 'sec-ch-ua': brands, 'User-Agent': edge },
        signals: { userAgent: { value: edge }, userAgentData: {} },
      }),
    ).toEqual([])
  })

  test('native apps and requests without facts', () => {
    const facts = sampleFacts({ network: { userAgent: 'okhttp/4.12.0' } })
    expect(httpContradictions(facts)).toEqual([])
    const app = sampleFacts({ network: requestOf(curl7) })
    expect(
      httpContradictions({ ...app, payload: { ...app.payload, platform: 'android' } }),
    ).toEqual([])
  })
})

describe('an override shows', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'

  test('in header and page alike: version and system against the hints', () => {
    expect(
      says(chromium156, {
        headers: { 'User-Agent': windows },
        signals: { userAgent: { value: windows } },
      }),
    ).toEqual([
      'sec-ch-ua-platform says Linux, the user agent another system',
      'sec-ch-ua says Chromium 156, the user agent 120',
    ])
  })

  test('in the header alone', () => {
    const [first] = judge(chromium156, { headers: { 'User-Agent': firefox } })
    expect(first).toEqual({
      says: 'the User-Agent header is not what the page sees as navigator.userAgent',
      weight: 0.7,
      kind: 'override',
    })
    expect(says(chromium156, { headers: { 'User-Agent': firefox } })).toContain(
      'sec-ch-ua is sent, which Firefox never does',
    )
  })

  test('of Chrome in Firefox: hints are missing and the engine says why', () => {
    const found = judge(firefox153, {
      headers: { 'User-Agent': chromium156.userAgent },
      signals: { userAgent: { value: chromium156.userAgent }, engine: { value: 'gecko' } },
    })
    expect(found).toContainEqual({
      says: 'no sec-ch-ua header, which Chromium 156 sends on secure pages',
      weight: 0.6,
      kind: 'override',
    })
  })

  test('of the hints in the page', () => {
    const hints = {
      brands: [{ brand: 'Google Chrome', version: '150' }],
      mobile: true,
      platform: 'macOS',
    }
    expect(says(chromium156, { signals: { userAgentData: { value: hints } } })).toEqual([
      'sec-ch-ua is not what the page sees in userAgentData.brands',
      'sec-ch-ua-platform is not what the page sees',
      'sec-ch-ua-mobile is not what the page sees',
    ])
  })

  test.each([
    [[['de-DE'], ['de-DE', 'de']], 'Accept-Language shares no language with navigator.languages'],
    [[['no'], ['nb-NO', 'iw']], 'Accept-Language shares no language with navigator.languages'],
  ])('of the languages %j', (languages, expected) => {
    expect(says(chromium156, { signals: { languages: { value: languages } } })).toEqual([expected])
  })

  test('of the first language alone is weaker', () => {
    const found = judge(chromium156, {
      headers: { 'Accept-Language': 'fr-FR,fr;q=0.9,es;q=0.8' },
      signals: { languages: { value: [['de'], ['de', 'es']] } },
    })
    expect(found.map(({ weight }) => weight)).toEqual([0.3])
  })

  test.each([
    ['nb-NO', 'no'],
    ['he-IL', 'iw'],
    ['id', 'in'],
  ])('not of %s, which is %s in older words', (sent, seen) => {
    const languages = { value: [[seen], [seen]] }
    expect(
      judge(chromium156, { headers: { 'Accept-Language': sent }, signals: { languages } }),
    ).toEqual([])
  })
})

describe('a library that claims a browser shows', () => {
  const asChromium = { 'User-Agent': chromium156.userAgent }
  const secure = { Origin: 'https://shop.example.com', Host: 'id.example.com' }

  test.each([
    ['curl 7.88', curl7],
    ['Node 20 fetch', nodeFetch],
    ['Python 3.11 urllib', pythonUrllib],
  ])('%s', (_, sample) => {
    const found = judge(sample, { headers: { ...asChromium, ...secure } })
    const missing = found.filter(({ kind }) => kind === 'automation')
    const rest = missing.reduce((product, { weight }) => product * (1 - weight), 1)
    expect(1 - rest).toBeGreaterThan(0.7)
  })

  test.each([curl7, nodeFetch, pythonUrllib])('by its own name', (sample) => {
    expect(judge(sample)).toContainEqual(expect.objectContaining({ weight: 1, kind: 'automation' }))
  })

  test.each([
    [{ 'Accept-Language': '*' }, 'Accept-Language is *, as in Node’s fetch'],
    [
      { 'Sec-Fetch-Site': undefined },
      'Sec-Fetch-Mode without Sec-Fetch-Site, as HTTP libraries send it',
    ],
    [{ 'Upgrade-Insecure-Requests': '1' }, 'Upgrade-Insecure-Requests on a message of the agent'],
    [
      { 'Sec-Fetch-Mode': 'navigate' },
      'Sec-Fetch-Mode is "navigate": headers of a page load on a message of the agent',
    ],
    [
      { 'Accept-Encoding': 'gzip, compress, deflate, br' },
      "Accept-Encoding gzip, compress, deflate, br is no browser's",
    ],
    [{ 'Accept-Language': undefined }, 'no Accept-Language header'],
    [
      { 'sec-ch-ua': '"HeadlessChrome";v="156", "Chromium";v="156", "Not:A-Brand";v="8"' },
      'sec-ch-ua names HeadlessChrome, the user agent does not',
    ],
  ])('by %j', (headers, expected) => {
    expect(says(chromium156, { headers })).toContain(expected)
  })

  test('only a little by order alone', () => {
    const headers = [
      ...chromium156.headers.slice(1),
      chromium156.headers[0] ?? ['Host', ''],
    ] as const
    expect(judge({ ...chromium156, headers }).map(({ weight }) => weight)).toEqual([0.1])
  })
})

function withoutSec() {
  return Object.fromEntries(
    chromium156.headers
      .map(([name]) => name)
      .filter((name) => /^sec-/i.test(name))
      .map((name) => [name, undefined]),
  )
}
