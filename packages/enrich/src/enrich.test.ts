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
    ],
    clientHints: { 'sec-ch-ua-platform': '"Linux"' },
    origin: 'https://shop.example.com',
    acceptLanguage: 'en-GB,en;q=0.5',
  })
})

test('a request without headers is still facts', () => {
  const facts = enrichRequest({
    socketAddress: '::ffff:192.0.2.4',
    rawHeaders: [],
    trustedProxies: parseRanges([]),
  })
  expect(facts.ip).toBe('192.0.2.4')
  expect(facts.userAgent).toBe('')
  expect(facts.headers).toEqual({ order: [], clientHints: {} })
})
