import { describe, expect, test } from 'vitest'
import type { CrawlerFacts, NetworkFacts } from '../facts'
import { someNetwork } from '../identify/sample-facts'
import type { AddressFacts } from '../ip-facts'
import { chromium156, firefox153 } from './http-samples'
import { judgeEdge } from './judge-edge'
import { household, listed } from './network-samples'

const judgeOf = (network: Partial<NetworkFacts> = {}) => {
  const addresses = network.addresses ?? { v4: household('DE') }
  return judgeEdge({
    network: { ...someNetwork, addresses, ...network },
    addresses,
    url: 'https://shop.example/login',
    now: 1_790_000_000_000,
  })
}

const botOf = (userAgent: string, more: Partial<NetworkFacts> = {}) =>
  judgeOf({ userAgent, ...more }).botInfo?.value

const v6 = (more: Partial<AddressFacts> = {}) =>
  household('DE', { address: '2001:db8::7', ...more })

const crawler: CrawlerFacts = {
  name: 'ChatGPT Agent',
  provider: 'OpenAI',
  providerUrl: 'https://openai.com',
  category: 'ai_agent',
  identity: 'signed',
  by: 'signature',
}

describe('bot info', () => {
  test.each([
    ['Chromium', chromium156.userAgent],
    ['Firefox', firefox153.userAgent],
    [
      'Safari',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    ],
    [
      'Samsung Internet',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    ],
    [
      'an app',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 381.0.0',
    ],
    [
      'a phone called Cubot',
      'Mozilla/5.0 (Linux; Android 13; CUBOT_P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
    ],
    ['nobody', ''],
  ])('is none for %s', (_, userAgent) => {
    expect(botOf(userAgent)).toBeUndefined()
  })

  test.each([
    ['curl/8.14.1', 'curl'],
    ['python-requests/2.32.4', 'python-requests'],
    ['Python/3.12 aiohttp/3.9.5', 'Python'],
    ['go-http-client/1.1', 'Go-http-client'],
    ['Java-http-client/21.0.7', 'Java-http-client'],
    ['node', 'node'],
  ])('names the library of %s', (userAgent, name) => {
    expect(botOf(userAgent)).toEqual({
      category: 'scraping',
      provider: 'unknown',
      name,
      identity: 'unknown',
      confidence: 'medium',
    })
  })

  test('names a browser that calls itself headless, in either of its names', () => {
    const headless = chromium156.userAgent.replace('Chrome/', 'HeadlessChrome/')
    const expected = { category: 'browser_automation', name: 'Headless Chrome', confidence: 'high' }
    expect(botOf(headless)).toMatchObject(expected)
    const clientHints = { 'sec-ch-ua': '"HeadlessChrome";v="156", "Chromium";v="156"' }
    expect(botOf(chromium156.userAgent, { headers: { order: [], clientHints } })).toMatchObject(
      expected,
    )
    expect(botOf('Mozilla/5.0 (Unknown; Linux x86_64) PhantomJS/2.1.1')).toMatchObject({
      name: 'PhantomJS',
    })
  })

  test('of a crawler comes before everything else, with its evidence', () => {
    const { botInfo } = judgeOf({ crawler, userAgent: 'curl/8.14.1' })
    expect(botInfo).toEqual({
      value: {
        category: 'ai_agent',
        provider: 'OpenAI',
        provider_url: 'https://openai.com',
        name: 'ChatGPT Agent',
        identity: 'signed',
        confidence: 'high',
      },
      evidence: [{ says: 'ChatGPT Agent, proven by its signature', weight: 1 }],
    })
  })
})

describe('VPN and proxy', () => {
  test('are no for a household, and nothing that takes a device is claimed', () => {
    const { verdicts } = judgeOf()
    expect(verdicts.vpn?.value).toMatchObject({
      isVpn: false,
      confidence: 'medium',
      methods: { timezoneMismatch: false, publicVpn: false, osMismatch: false, relay: false },
    })
    expect(verdicts.proxy?.value).toMatchObject({ isProxy: false, confidence: 'high' })
  })

  test('are found at either address', () => {
    const addresses = { v4: household('DE'), v6: v6({ vpn: listed('Mullvad') }) }
    expect(judgeOf({ addresses }).verdicts.vpn?.value).toMatchObject({
      isVpn: true,
      methods: { publicVpn: true },
    })
    const proxied = { v4: household('DE', { proxy: { ...listed('P'), type: 'residential' } }) }
    expect(judgeOf({ addresses: { ...proxied, v6: v6() } }).verdicts.proxy?.value).toMatchObject({
      isProxy: true,
      details: { type: 'residential', provider: 'P' },
    })
  })

  test('are not held against a crawler that proved itself', () => {
    const addresses = { v4: household('US', { vpn: listed() }) }
    expect(judgeOf({ addresses, crawler }).verdicts.vpn?.value.isVpn).toBe(false)
    const claimed = { ...crawler, identity: 'unknown', by: 'claim' } as const
    expect(judgeOf({ addresses, crawler: claimed }).verdicts.vpn?.value.isVpn).toBe(true)
  })

  test('are absent without data; the addresses are told all the same', () => {
    const addresses = { v6: { address: '2001:db8::7', isBogon: false, known: [] } }
    const { verdicts, failed } = judgeEdge({
      network: someNetwork,
      addresses,
      url: 'https://shop.example/',
      now: 1_790_000_000_000,
    })
    expect(verdicts).toEqual({ ip_info: { value: addresses, evidence: [] } })
    expect(failed).toEqual([])
  })
})
