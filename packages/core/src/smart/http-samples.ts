import type { Readings } from '@whorl/wire'
import type { HeaderFacts, NetworkFacts } from '../facts'

type Headers = readonly (readonly [name: string, value: string])[]

/** Requests of real programs for tests, as Node's HTTP/1.1 server showed them on loopback. */
export interface RequestSample {
  readonly userAgent: string
  readonly headers: Headers
  /** What its page read; empty for programs without pages. */
  readonly page: Readings
}

interface BrowserSample extends RequestSample {
  /** The same browser's `navigator.sendBeacon`. */
  readonly beacon: Headers
}

const fetched = 'http://127.0.0.1:4010'
const target = '127.0.0.1:4011'

const chromiumAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const firefoxAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const webkitAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/60.5 Safari/605.1.15'

const chromiumHeaders = (contentType: string, mode: string): Headers => [
  ['Host', target],
  ['Connection', 'keep-alive'],
  ['Content-Length', '2'],
  ['sec-ch-ua-platform', '"Linux"'],
  ['User-Agent', chromiumAgent],
  ['sec-ch-ua', '"Not:A-Brand";v="8", "Chromium";v="156"'],
  [contentType, 'text/plain'],
  ['sec-ch-ua-mobile', '?0'],
  ['Accept', '*/*'],
  ['Origin', fetched],
  ['Sec-Fetch-Site', 'same-site'],
  ['Sec-Fetch-Mode', mode],
  ['Sec-Fetch-Dest', 'empty'],
  ['Referer', `${fetched}/`],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Accept-Language', 'en-US,en;q=0.9'],
]

/** Un-automated Chromium 156.0 in a window; an incognito one sent the same. */
export const chromium156: BrowserSample = {
  userAgent: chromiumAgent,
  headers: chromiumHeaders('content-type', 'cors'),
  beacon: chromiumHeaders('Content-Type', 'no-cors'),
  page: {
    engine: { value: 'blink' },
    userAgent: { value: chromiumAgent },
    languages: { value: [['en-US'], ['en-US', 'en']] },
    userAgentData: {
      value: {
        brands: [
          { brand: 'Not:A-Brand', version: '8' },
          { brand: 'Chromium', version: '156' },
        ],
        mobile: false,
        platform: 'Linux',
      },
    },
  },
}

/** Un-automated Firefox ESR 153.0; a private window added `Sec-GPC: 1` after Origin. */
export const firefox153: BrowserSample = {
  userAgent: firefoxAgent,
  headers: [
    ['Host', target],
    ['User-Agent', firefoxAgent],
    ['Accept', '*/*'],
    ['Accept-Language', 'en-US,en;q=0.9'],
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
    ['Referer', `${fetched}/`],
    ['content-type', 'text/plain'],
    ['Content-Length', '2'],
    ['Origin', fetched],
    ['Sec-GPC', '1'],
    ['Connection', 'keep-alive'],
    ['Sec-Fetch-Dest', 'empty'],
    ['Sec-Fetch-Mode', 'cors'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Priority', 'u=4'],
  ],
  beacon: [
    ['Host', target],
    ['User-Agent', firefoxAgent],
    ['Accept', '*/*'],
    ['Accept-Language', 'en-US,en;q=0.9'],
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
    ['Content-Type', 'text/plain'],
    ['Content-Length', '1'],
    ['Origin', fetched],
    ['Connection', 'keep-alive'],
    ['Referer', `${fetched}/`],
    ['Sec-Fetch-Dest', 'empty'],
    ['Sec-Fetch-Mode', 'no-cors'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Priority', 'u=6'],
  ],
  page: {
    engine: { value: 'gecko' },
    userAgent: { value: firefoxAgent },
    languages: { value: [['en-US'], ['en-US', 'en']] },
  },
}

/** Un-automated WebKitGTK 2.50 without a locale; a private window sent the same. */
export const webkitgtk: BrowserSample = {
  userAgent: webkitAgent,
  headers: [
    ['Content-Type', 'text/plain'],
    ['Origin', fetched],
    ['Referer', `${fetched}/`],
    ['Accept', '*/*'],
    ['User-Agent', webkitAgent],
    ['Content-Length', '2'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Accept-Language', 'C'],
    ['Connection', 'Keep-Alive'],
    ['Host', target],
    ['Sec-Fetch-Dest', 'empty'],
    ['Sec-Fetch-Mode', 'cors'],
    ['Sec-Fetch-Site', 'same-site'],
  ],
  beacon: [
    ['Content-Type', 'text/plain'],
    ['Accept', '*/*'],
    ['Referer', `${fetched}/`],
    ['Origin', fetched],
    ['User-Agent', webkitAgent],
    ['Cache-Control', 'max-age=0'],
    ['Content-Length', '1'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Accept-Language', 'C'],
    ['Connection', 'Keep-Alive'],
    ['Host', target],
    ['Sec-Fetch-Dest', 'empty'],
    ['Sec-Fetch-Mode', 'no-cors'],
    ['Sec-Fetch-Site', 'same-site'],
  ],
  page: {
    engine: { value: 'webkit' },
    userAgent: { value: webkitAgent },
    languages: { value: [['C'], ['C']] },
  },
}

/** The fetch of Node 20 (undici 6.24). */
export const nodeFetch: RequestSample = {
  userAgent: 'node',
  headers: [
    ['host', target],
    ['connection', 'keep-alive'],
    ['accept', '*/*'],
    ['accept-language', '*'],
    ['sec-fetch-mode', 'cors'],
    ['user-agent', 'node'],
    ['accept-encoding', 'gzip, deflate'],
    ['content-length', '1'],
  ],
  page: {},
}

/** curl 7.88.1. */
export const curl7: RequestSample = {
  userAgent: 'curl/7.88.1',
  headers: [
    ['Host', target],
    ['User-Agent', 'curl/7.88.1'],
    ['Accept', '*/*'],
    ['Content-Length', '1'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  page: {},
}

/** urllib of Python 3.11. */
export const pythonUrllib: RequestSample = {
  userAgent: 'Python-urllib/3.11',
  headers: [
    ['Accept-Encoding', 'identity'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Content-Length', '1'],
    ['Host', target],
    ['User-Agent', 'Python-urllib/3.11'],
    ['Connection', 'close'],
  ],
  page: {},
}

/** Facts about a request with these headers; a change of `undefined` leaves a header out. */
export function requestOf(
  { headers }: RequestSample,
  changes: Readonly<Record<string, string | undefined>> = {},
): Pick<NetworkFacts, 'userAgent' | 'claimed'> & { readonly headers: HeaderFacts } {
  const lower = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), value]))
  const sent = headers
    .map(([name, value]) => {
      const key = name.toLowerCase()
      return [name, lower.has(key) ? lower.get(key) : value] as const
    })
    .filter((header): header is readonly [string, string] => header[1] !== undefined)
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  for (const [name, value] of Object.entries(changes))
    if (value !== undefined && !names.has(name.toLowerCase())) sent.push([name, value])
  const values = Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), value]))
  const userAgent = values['user-agent'] ?? ''
  return { userAgent, claimed: claimOf(userAgent), headers: headerFacts(sent, values) }
}

function headerFacts(sent: Headers, values: Readonly<Record<string, string>>): HeaderFacts {
  const { origin, host } = values
  const [acceptLanguage, acceptEncoding] = [values['accept-language'], values['accept-encoding']]
  const startingWith = (prefix: string) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith(prefix)))
  return {
    order: sent.map(([name]) => name),
    clientHints: startingWith('sec-ch-'),
    fetchMetadata: startingWith('sec-fetch-'),
    isForwarded: false,
    ...(origin !== undefined && { origin }),
    ...(host !== undefined && { host }),
    ...(acceptLanguage !== undefined && { acceptLanguage }),
    ...(acceptEncoding !== undefined && { acceptEncoding }),
  }
}

function claimOf(userAgent: string): NetworkFacts['claimed'] {
  const os = userAgent.includes('Windows') ? 'windows' : 'linux'
  if (userAgent.includes('Chrome/')) return { engine: 'blink', os }
  if (userAgent.includes('Firefox/')) return { engine: 'gecko', os }
  return userAgent.includes('AppleWebKit/')
    ? { engine: 'webkit', os }
    : { engine: 'unknown', os: 'other' }
}
