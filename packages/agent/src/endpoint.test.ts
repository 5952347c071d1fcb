import { expect, test } from 'vitest'
import { ingressUrl, tidyEndpoints } from './endpoint'

const pageUrl = 'https://shop.test/cart?x=1'

test.each([
  ['https://a.test', 'https://a.test'],
  ['https://a.test/', 'https://a.test'],
  ['https://a.test/path//', 'https://a.test/path'],
  ['https://a.test/path?region=eu#f', 'https://a.test/path'],
  ['/whorl/', 'https://shop.test/whorl'],
])('%s is tidied to %s', (given, tidy) => {
  expect(tidyEndpoints([given], pageUrl)).toEqual([tidy])
})

test.each(['', 'no url', 'a.test', 'javascript:alert(1)', 'ftp://a.test'])(
  '%j is refused',
  (given) => {
    expect(tidyEndpoints(['https://good.test', given], pageUrl)).toBeUndefined()
  },
)

test('the ingress URL has the key, and region and retry only when there are any', () => {
  expect(ingressUrl('https://a.test', { key: 'a&b' })).toBe('https://a.test/?key=a%26b')
  expect(ingressUrl('https://a.test/p', { key: 'k', region: 'eu', retry: 'n-1' })).toBe(
    'https://a.test/p?key=k&region=eu&retry=n-1',
  )
})
