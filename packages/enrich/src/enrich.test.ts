import { expect, test } from 'vitest'
import { parseRanges } from './address'
import { enrichRequest } from './enrich'

test('reads address, user agent and headers of one request', () => {
  const facts = enrichRequest({
    socketAddress: '127.0.0.1',
    trustedProxies: parseRanges(['127.0.0.0/8']),
    rawHeaders: [
      'Host',
      'id.example.com',
      'Sec-CH-UA-Platform',
      '"Linux"',
      'User-Agent',
      'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
      'Accept-Language',
      'en-GB,en;q=0.5',
      'X-Forwarded-For',
      '8.8.8.8',
      'x-forwarded-for',
      '198.51.100.7',
      'Origin',
      'https://shop.example.com',
      'Sec-Fetch-Mode',
      'cors',
      'Accept-Encoding',
      'gzip, deflate, br, zstd',
    ],
  })
  expect(facts.ip).toBe('198.51.100.7')
  expect(facts.browser.browserName).toBe('Firefox')
  expect(facts.headers).toEqual({
    order: [
      'Host',
      'Sec-CH-UA-Platform',
      'User-Agent',
      'Accept-Language',
      'X-Forwarded-For',
      'x-forwarded-for',
      'Origin',
      'Sec-Fetch-Mode',
      'Accept-Encoding',
    ],
    clientHints: { 'sec-ch-ua-platform': '"Linux"' },
    fetchMetadata: { 'sec-fetch-mode': 'cors' },
    isForwarded: true,
    host: 'id.example.com',
    origin: 'https://shop.example.com',
    acceptLanguage: 'en-GB,en;q=0.5',
    acceptEncoding: 'gzip, deflate, br, zstd',
  })
  expect(facts).not.toHaveProperty('crawler')
})

test('a request without headers is still facts', () => {
  const facts = enrichRequest({
    socketAddress: '::ffff:192.0.2.4',
    rawHeaders: [],
    trustedProxies: parseRanges([]),
  })
  expect(facts.ip).toBe('192.0.2.4')
  expect(facts.userAgent).toBe('')
  expect(facts.headers).toEqual({
    order: [],
    clientHints: {},
    fetchMetadata: {},
    isForwarded: false,
  })
})

test('keeps a bounded part of what a hostile client sends', () => {
  const long = 'x'.repeat(5_000)
  const many = Array.from({ length: 200 }, (_, index) => [`Sec-CH-${index}`, long]).flat()
  const facts = enrichRequest({
    socketAddress: '192.0.2.4',
    rawHeaders: ['Host', long, long, 'value', `Sec-Fetch-${long}`, 'cors', ...many],
    trustedProxies: parseRanges([]),
  })
  expect(facts.headers.order).toHaveLength(64)
  expect(Math.max(...facts.headers.order.map((name) => name.length))).toBe(64)
  expect(facts.headers.host).toHaveLength(1_024)
  expect(Object.keys(facts.headers.clientHints)).toHaveLength(24)
  expect(facts.headers.fetchMetadata).toEqual({})
})

test('passes on what is known about a crawler and about the way', () => {
  const crawler = {
    name: 'Googlebot',
    provider: 'Google',
    category: 'search_engine_crawler',
    identity: 'unknown',
    by: 'claim',
  } as const
  const facts = enrichRequest({
    socketAddress: '192.0.2.4',
    rawHeaders: [],
    trustedProxies: parseRanges([]),
    isRelayed: true,
    crawler,
  })
  expect(facts.crawler).toEqual(crawler)
  expect(facts.headers.isRelayed).toBe(true)
})
