import { expect, test } from 'vitest'
import { tolerantUrl } from './tolerant-url'

test.each([
  ['/v4/events/1.a', '/v4/events/1.a'],
  ['/v4/events/a%20b?x=%zz', '/v4/events/a%20b?x=%zz'],
  ['/v4/events/%zz', '/v4/events/%25zz'],
  ['/v4/events/%ff?a=%20', '/v4/events/%25ff?a=%20'],
  ['/%', '/%25'],
])('%s is routed as %s', (url, routed) => {
  expect(tolerantUrl(url)).toBe(routed)
})
