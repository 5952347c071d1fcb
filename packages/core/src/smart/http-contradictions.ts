import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'
import { type HttpClaim, readHttpClaim } from './http-claim'
import { hintContradictions } from './http-client-hints'
import { languageContradictions } from './http-languages'
import { libraryTraits } from './http-library'
import { signatureContradictions } from './http-signature'

/**
 * Something that the headers say against the browser that the request claims to come from.
 * `automation`: no browser wrote the request. `override`: a browser wrote it, but not the claimed one.
 */
export interface HttpContradiction {
  readonly says: string
  /** 0 to 1. */
  readonly weight: number
  readonly kind: 'automation' | 'override'
}

/**
 * What the headers contradict. Absence is judged on secure pages alone: browsers send `sec-ch-*`
 * and `Sec-Fetch-*` nowhere else. Chromium 156, Firefox 153 and WebKitGTK 2.50 give an empty list,
 * with fetch and sendBeacon, on 127.0.0.1 and localhost, in private windows too.
 *
 * Evaded by whoever copies every header of a real browser and keeps them in step with the page.
 */
export function httpContradictions(facts: Facts): readonly HttpContradiction[] {
  const { payload, network } = facts
  // Native apps send with the HTTP library of their platform.
  if (payload.platform !== 'browser') return []
  if (network.headers.order.length === 0) return userAgentContradictions(facts)
  const claim = readHttpClaim(facts)
  return [
    ...userAgentContradictions(facts),
    ...hintContradictions(facts, claim),
    ...fetchMetadataContradictions(facts, claim),
    ...languageContradictions(facts),
    ...libraryTraits(facts, claim),
    ...signatureContradictions(facts, claim),
  ]
}

/**
 * The header against `navigator.userAgent`. A text that continues the page's is let pass (proxies
 * of companies append to it), as is one that a CDN put in its place.
 */
function userAgentContradictions({ network, payload }: Facts): HttpContradiction[] {
  const header = network.userAgent
  const seen = readValue(payload.signals, 'userAgent')
  if (typeof seen !== 'string' || seen === '') return []
  if (!header.startsWith('Mozilla/') || header.startsWith(seen)) return []
  // The reading is cut at 1000 characters, and so is nothing that a browser sends.
  if (seen.length >= 1_000) return []
  return [
    {
      says: 'the User-Agent header is not what the page sees as navigator.userAgent',
      weight: 0.7,
      kind: 'override',
    },
  ]
}

/** First versions that send `Sec-Fetch-*` with every request: Chromium 80, Firefox 90, Safari 16.4. */
const fetchMetadataSince = { blink: 80, gecko: 90, webkit: 17 } as const

/** What a page's own fetch or beacon can carry; a navigation cannot post to the ingress. */
const modes = new Set(['cors', 'no-cors', 'same-origin'])

function fetchMetadataContradictions(facts: Facts, claim: HttpClaim): HttpContradiction[] {
  const { fetchMetadata } = facts.network.headers
  if (!fetchMetadata) return []
  const mode = fetchMetadata['sec-fetch-mode']
  const hasSite = fetchMetadata['sec-fetch-site'] !== undefined
  if (mode === undefined && !hasSite) {
    const { engine, version } = claim
    if (engine === 'unknown' || version < fetchMetadataSince[engine]) return []
    if (!claim.isSecure || !claim.passesOn('sec-ch-')) return []
    return [
      {
        says: `no Sec-Fetch headers, which ${claim.name} ${version} sends with every request`,
        weight: 0.5,
        kind: 'automation',
      },
    ]
  }
  const found: HttpContradiction[] = []
  // Node's fetch (undici 7) sends Sec-Fetch-Mode alone; browsers send site and mode together.
  if (mode !== undefined && !hasSite && claim.engine !== 'unknown')
    found.push({
      says: 'Sec-Fetch-Mode without Sec-Fetch-Site, as HTTP libraries send it',
      weight: 0.7,
      kind: 'automation',
    })
  if (mode !== undefined && !modes.has(mode.toLowerCase()))
    found.push({
      says: `Sec-Fetch-Mode is ${JSON.stringify(mode.slice(0, 40))}: headers of a page load on a message of the agent`,
      weight: 0.6,
      kind: 'automation',
    })
  return found
}
