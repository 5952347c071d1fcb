import { expect, test } from 'vitest'
import { hashUrl } from './hash-url'

/** SHA-256 of `path`, `query` and `fragment`; made with node:crypto; the first is also in the published description. */
const [path, query, fragment] = [
  'oK-fhlv2N-ZzaBf0zlUuTN97jDbqdbwlTB0fCvdEtb8',
  'qLdxkguDGeRyUdE2D16IC8GOjTKbDw0APqPH5hVViUc',
  'dYdmnKQuGeipqonfHC2QGXDSlm3d38MLhhIPPJM6n14',
]
const url = 'https://a.test:8/path?query#fragment'

test.each([
  [{ path: true }, `https://a.test:8/${path}?query#fragment`],
  [{ path: true, query: true, fragment: true }, `https://a.test:8/${path}?${query}#${fragment}`],
  [{ query: false }, url],
])('%j', async (hashing, hashed) => {
  expect(await hashUrl(url, hashing)).toBe(hashed)
})

test('empty parts and an empty referrer stay empty', async () => {
  const all = { path: true, query: true, fragment: true }
  expect(await hashUrl('https://a.test/', all)).toBe('https://a.test/')
  expect(await hashUrl('', all)).toBe('')
})
