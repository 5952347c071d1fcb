import { expect, test } from 'vitest'
import { readScriptUrl } from './script-url'

test.each([
  ['https://a.test/web/v4/KEY?ci=jsl/4.1.5', 'KEY', 'https://a.test', '4.1.5'],
  ['https://a.test/v4/KEY', 'KEY', 'https://a.test', undefined],
  [
    'https://a.test:8443/below/x/web/v4/KEY?ci=jsl/4.2.0',
    'KEY',
    'https://a.test:8443/below/x',
    '4.2.0',
  ],
  ['https://a.test/v3/KEY/loader_v3.12.15.js', 'KEY', 'https://a.test', '3.12.15'],
  ['https://a.test/web/v3/KEY/loader_v3.8.js', 'KEY', 'https://a.test', '3.8'],
  ['https://a.test/v3/KEY/iife.min.js', 'KEY', 'https://a.test', undefined],
  ['https://a.test/v3/a%2Fb', 'a/b', 'https://a.test', undefined],
  [
    'https://a.test/p.js?apiKey=KEY&version=3&loaderVersion=3.9.0',
    'KEY',
    'https://a.test',
    '3.9.0',
  ],
  ['https://a.test/other.js', undefined, 'https://a.test', undefined],
])('%s', (url, key, base, version) => {
  expect(readScriptUrl(url)).toEqual({ key, base, version })
})
