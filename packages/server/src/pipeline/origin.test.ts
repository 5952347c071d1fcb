import { expect, test } from 'vitest'
import { isAllowedOrigin, parseOriginRule } from './origin'

test.each<[string, string, boolean]>([
  // Exact: scheme, host and port.
  ['https://shop.example.com', 'https://shop.example.com', true],
  ['https://shop.example.com', 'https://SHOP.example.com', true],
  ['https://shop.example.com', 'http://shop.example.com', false],
  ['https://shop.example.com', 'https://shop.example.com:8443', false],
  ['https://shop.example.com', 'https://shop.example.com:443', true],
  ['https://shop.example.com:443', 'https://shop.example.com', true],
  ['https://shop.example.com:8443', 'https://shop.example.com:8443', true],
  ['https://shop.example.com:8443', 'https://shop.example.com', false],
  ['http://shop.example.com:80', 'http://shop.example.com', true],
  ['https://shop.example.com/', 'https://shop.example.com', true],
  ['https://shop.example.com', 'https://example.com', false],
  ['https://shop.example.com', 'https://a.shop.example.com', false],
  ['https://shop.example.com', 'https://shop.example.com.evil.example', false],
  ['https://shop.example.com', 'https://evil.example/shop.example.com', false],
  ['https://shop.example.com', 'https://shop.example.com@evil.example', false],
  ['https://example.com', 'https://example.com.', false],
  // Wildcards: one or more labels, never the apex.
  ['*.example.com', 'https://a.example.com', true],
  ['*.example.com', 'https://a.b.example.com', true],
  ['*.example.com', 'http://a.example.com', true],
  ['*.example.com', 'https://a.example.com:8443', true],
  ['*.example.com', 'https://example.com', false],
  ['*.example.com', 'https://evil-example.com', false],
  ['*.example.com', 'https://evilexample.com', false],
  ['*.example.com', 'https://a.example.com.evil.example', false],
  ['*.example.com', 'https://.example.com', false],
  ['https://*.example.com', 'https://a.example.com', true],
  ['https://*.example.com', 'http://a.example.com', false],
  ['https://*.example.com', 'https://a.example.com:8443', false],
  ['https://*.example.com:8443', 'https://a.example.com:8443', true],
  // A bare host: any scheme and port.
  ['shop.example.com', 'https://shop.example.com', true],
  ['shop.example.com', 'http://shop.example.com:3000', true],
  ['shop.example.com', 'https://a.shop.example.com', false],
  ['localhost:3000', 'http://localhost:3000', true],
  ['localhost:3000', 'http://localhost:3001', false],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:5000', true],
  ['http://[::1]:5000', 'http://[::1]:5000', true],
  ['https://bücher.example', 'https://xn--bcher-kva.example', true],
  // What is no web origin.
  ['shop.example.com', 'null', false],
  ['shop.example.com', 'file://', false],
  ['shop.example.com', 'chrome-extension://shop.example.com', false],
  ['shop.example.com', 'javascript:alert(1)', false],
  ['shop.example.com', 'https://shop.example.com/path', false],
])('%s and %s: %s', (rule, origin, isAllowed) => {
  expect(isAllowedOrigin(origin, [rule])).toBe(isAllowed)
  expect(isAllowedOrigin(origin, ['https://other.example', rule])).toBe(isAllowed)
})

test('an empty list allows every origin', () => {
  expect(isAllowedOrigin('https://anything.example', [])).toBe(true)
  expect(isAllowedOrigin('null', [])).toBe(true)
})

test.each([
  '*',
  '*.com',
  'https://',
  'https://a b.example',
  'https://a.example/path',
  'ftp://a.example',
  'https://a.example:99999',
  'a.*.example',
  '',
])('%j is no rule', (text) => {
  expect(parseOriginRule(text)).toBeUndefined()
})
