import type { Facts } from '../facts'

/** The browser that the User-Agent header claims, and what may be expected of its headers. */
export interface HttpClaim {
  readonly engine: 'blink' | 'gecko' | 'webkit' | 'unknown'
  readonly name: string
  /** Major version of Chromium, Firefox or Safari; 0 when it is not told. */
  readonly version: number
  /** The message went to a potentially trustworthy address. Never assumed. */
  readonly isSecure: boolean
  /** Nobody on the way drops headers that begin so, as far as can be told. */
  readonly passesOn: (sibling: 'sec-ch-' | 'sec-fetch-') => boolean
}

const versions = [
  ['blink', 'Chromium', /\bChrom(?:e|ium)\/(\d{1,4})/],
  ['gecko', 'Firefox', /\bFirefox\/(\d{1,4})/],
  ['webkit', 'Safari', /\bVersion\/(\d{1,4})[\d.]* (?:Mobile\/\w+ )?Safari\//],
] as const

export function readHttpClaim({ network, payload }: Facts): HttpClaim {
  const { userAgent, claimed, headers } = network
  const found = versions.find(([engine]) => engine === claimed.engine)
  const version = found ? Number(found[2].exec(userAgent)?.[1] ?? 0) : 0
  const isPassedOn = !headers.isForwarded && !headers.isRelayed
  const names = headers.order.map((name) => name.toLowerCase())
  return {
    engine: found?.[0] ?? 'unknown',
    name: found?.[1] ?? 'the browser',
    version,
    isSecure: isSecurePage(headers.origin ?? payload.url, headers.host),
    // A hop that lets one family of Sec- headers through would have let the other through, too.
    passesOn: (sibling) => isPassedOn || names.some((name) => name.startsWith(sibling)),
  }
}

/**
 * Whether the request went to a potentially trustworthy address. A page on https cannot send to
 * plain http (mixed content); one on loopback can, so that the address itself must be loopback.
 */
function isSecurePage(page: string, host: string | undefined): boolean {
  const url = URL.canParse(page) ? new URL(page) : undefined
  if (url?.protocol === 'https:') return true
  if (url?.protocol !== 'http:' || !isLoopbackName(url.hostname)) return false
  const target = `http://${host ?? ''}`
  return URL.canParse(target) && isLoopbackName(new URL(target).hostname)
}

/** Chromium 156, Firefox 153 and WebKitGTK 2.50 treat these as secure. */
function isLoopbackName(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}
