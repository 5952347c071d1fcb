import type { Facts } from '../facts'
import type { HttpClaim } from './http-claim'
import type { HttpContradiction } from './http-contradictions'

const automation = (weight: number, says: string): HttpContradiction => ({
  says,
  weight,
  kind: 'automation',
})

/** Libraries and tools by the names they send when nobody changes them. */
const libraries = [
  'curl',
  'Wget',
  'python-requests',
  'Python-urllib',
  'python-httpx',
  'aiohttp',
  'axios',
  'node-fetch',
  'node',
  'undici',
  'got',
  'Go-http-client',
  'okhttp',
  'Java',
  'Apache-HttpClient',
  'libwww-perl',
  'PostmanRuntime',
  'HTTPie',
  'Ruby',
  'Faraday',
  'GuzzleHttp',
  'reqwest',
  'Dart',
  'Scrapy',
  // Begins the names of aiohttp: Python/3.12 aiohttp/3.9.5.
  'Python',
  'Java-http-client',
  'Deno',
  'Bun',
  'fasthttp',
  'colly',
  'insomnia',
] as const

const libraryName = new RegExp(`^(${libraries.join('|')})(?:/|$| )`, 'i')
const byLowerCase = new Map<string, string>(libraries.map((name) => [name.toLowerCase(), name]))

/** The HTTP library that a user agent names, as the library writes itself. */
export function findLibrary(userAgent: string): string | undefined {
  const name = libraryName.exec(userAgent)?.[1]
  return name === undefined ? undefined : byLowerCase.get(name.toLowerCase())
}

/**
 * Traits of HTTP libraries in a message that only a browser can send. Names and their order are
 * weak: proxies rewrite both (HAProxy and every hop from HTTP/2 write lower case).
 */
export function libraryTraits({ network }: Facts, claim: HttpClaim): HttpContradiction[] {
  const { headers, userAgent } = network
  const found: HttpContradiction[] = []
  if (findLibrary(userAgent) !== undefined && !headers.isRelayed)
    found.push(automation(1, `the user agent is that of ${userAgent.slice(0, 60)}`))
  if (claim.engine === 'unknown') return found
  const names = headers.order.map((text) => text.toLowerCase())
  if (headers.acceptLanguage?.trim() === '*')
    found.push(automation(0.7, 'Accept-Language is *, as in Node’s fetch'))
  if (/\b(?:compress|identity)\b/i.test(headers.acceptEncoding ?? ''))
    found.push(
      automation(0.6, `Accept-Encoding ${headers.acceptEncoding?.slice(0, 60)} is no browser's`),
    )
  // Only page loads carry it.
  if (names.includes('upgrade-insecure-requests'))
    found.push(automation(0.5, 'Upgrade-Insecure-Requests on a message of the agent'))
  if (headers.isForwarded || headers.isRelayed) return found
  if (!names.includes('accept-language')) found.push(automation(0.3, 'no Accept-Language header'))
  if (!names.includes('accept-encoding')) found.push(automation(0.3, 'no Accept-Encoding header'))
  // HTTP/2 writes every name in lower case, and begins with names like :method (RFC 9113, 8.2.1).
  if (names[0]?.startsWith(':')) return found
  if (headers.order.includes('host') || headers.order.includes('user-agent'))
    found.push(automation(0.2, 'header names in lower case, as libraries write them'))
  else if (!isOrderOf(claim.engine, names))
    found.push(automation(0.1, `headers in an order that ${claim.name} does not use`))
  return found
}

/**
 * What each engine keeps over HTTP/1.1: Chromium 156 and Firefox 153 write Host first, WebKitGTK
 * 2.50 the user agent before it.
 */
function isOrderOf(engine: 'blink' | 'gecko' | 'webkit', names: readonly string[]): boolean {
  const host = names.indexOf('host')
  // HTTP/2 has no Host header; libraries that lack it do not exist.
  if (host < 0 || engine === 'webkit') return true
  return host === 0
}
