import type { Facts, OsFamily } from '../facts'
import { readValue } from '../identify/read-value'
import type { HttpClaim } from './http-claim'
import type { HttpContradiction } from './http-contradictions'

const override = (weight: number, says: string): HttpContradiction => ({
  says,
  weight,
  kind: 'override',
})

/** `sec-ch-ua*` against the User-Agent header and against `navigator.userAgentData`. */
export function hintContradictions(facts: Facts, claim: HttpClaim): HttpContradiction[] {
  const hints = facts.network.headers.clientHints
  const brands = parseBrands(hints['sec-ch-ua'])
  if (brands.size === 0) return missingHints(facts, claim)
  const { userAgent } = facts.network
  const found = [...platformContradictions(facts), ...againstPage(facts, brands)]
  if (brands.has('HeadlessChrome') && !/headless/i.test(userAgent))
    found.push({
      says: 'sec-ch-ua names HeadlessChrome, the user agent does not',
      weight: 1,
      kind: 'automation',
    })
  if (claim.engine === 'gecko' || claim.engine === 'webkit')
    found.push(override(0.9, `sec-ch-ua is sent, which ${claim.name} never does`))
  const chromium = brands.get('Chromium')
  if (claim.engine === 'blink' && chromium !== undefined && !isVersionOf(userAgent, chromium))
    found.push(
      override(0.8, `sec-ch-ua says Chromium ${chromium}, the user agent ${claim.version}`),
    )
  return found
}

/**
 * Chromium 89 and later send `sec-ch-ua` on secure pages. Shells around it may not (WebView until
 * 116, Electron, Qt, televisions): only the plain user agents of browsers count.
 */
function missingHints({ network, payload }: Facts, claim: HttpClaim): HttpContradiction[] {
  const isPlain =
    /\bChrome\/[\d.]+ (?:Mobile )?Safari\/537\.36(?: Edg\/[\d.]+)?$/.test(network.userAgent) &&
    !/; wv\)|TV|Tizen|Web0S|CrKey/.test(network.userAgent)
  if (claim.engine !== 'blink' || claim.version < 89 || !isPlain) return []
  if (!claim.isSecure || !claim.passesOn('sec-fetch-')) return []
  const says = `no sec-ch-ua header, which Chromium ${claim.version} sends on secure pages`
  const engine = readValue(payload.signals, 'engine')
  const isOtherEngine = engine === 'gecko' || engine === 'webkit'
  if (isOtherEngine) return [override(0.6, says)]
  return [{ says, weight: 0.45, kind: 'automation' }]
}

/** Chromium's policy for old sites writes 99 and puts the real version second (`99.0.156.0`). */
function isVersionOf(userAgent: string, version: string): boolean {
  const [, major, second] = /\bChrom(?:e|ium)\/(\d+)(?:\.\d+\.(\d+))?/.exec(userAgent) ?? []
  return major === version || (major === '99' && second === version)
}

const platformOf: Readonly<Record<string, OsFamily>> = {
  Windows: 'windows',
  macOS: 'macos',
  Linux: 'linux',
  Android: 'android',
  'Chrome OS': 'chromeos',
  'Chromium OS': 'chromeos',
  iOS: 'ios',
}

const desktops: ReadonlySet<OsFamily> = new Set(['windows', 'macos'])

function platformContradictions({ network }: Facts): HttpContradiction[] {
  const { clientHints } = network.headers
  const { os } = network.claimed
  const name = unquote(clientHints['sec-ch-ua-platform'])
  const platform = platformOf[name ?? '']
  const found: HttpContradiction[] = []
  // A phone that was asked for the desktop site calls itself Linux.
  const isDesktopSite = os === 'linux' && (platform === 'android' || platform === 'chromeos')
  if (platform !== undefined && os !== 'other' && platform !== os && !isDesktopSite)
    found.push(override(0.7, `sec-ch-ua-platform says ${name}, the user agent another system`))
  if (clientHints['sec-ch-ua-mobile'] === '?1' && desktops.has(os))
    found.push(override(0.5, 'sec-ch-ua-mobile is set for a desktop user agent'))
  return found
}

/** One browser sends and shows the same low-entropy hints (Chromium 156). */
function againstPage({ payload, network }: Facts, brands: Brands): HttpContradiction[] {
  const seen = readValue(payload.signals, 'userAgentData')
  if (typeof seen !== 'object' || seen === null) return []
  const found: HttpContradiction[] = []
  const inPage = 'brands' in seen ? pageBrands(seen.brands) : undefined
  if (inPage && !isSame(inPage, brands))
    found.push(override(0.7, 'sec-ch-ua is not what the page sees in userAgentData.brands'))
  const platform = unquote(network.headers.clientHints['sec-ch-ua-platform'])
  const pagePlatform = 'platform' in seen ? seen.platform : undefined
  if (platform !== undefined && typeof pagePlatform === 'string' && platform !== pagePlatform)
    found.push(override(0.7, 'sec-ch-ua-platform is not what the page sees'))
  const mobile = network.headers.clientHints['sec-ch-ua-mobile']
  const pageMobile = 'mobile' in seen ? seen.mobile : undefined
  const isOther = mobile === (pageMobile === true ? '?0' : '?1')
  if (typeof pageMobile === 'boolean' && isOther)
    found.push(override(0.5, 'sec-ch-ua-mobile is not what the page sees'))
  return found
}

type Brands = ReadonlyMap<string, string>

function isSame(one: Brands, other: Brands): boolean {
  return (
    one.size === other.size &&
    [...one].every(([brand, version]) => other.get(brand)?.split('.')[0] === version.split('.')[0])
  )
}

function pageBrands(list: unknown): Brands | undefined {
  if (!Array.isArray(list)) return undefined
  const brands = new Map<string, string>()
  for (const entry of list) {
    const { brand, version } = Object(entry) as { brand?: unknown; version?: unknown }
    if (typeof brand === 'string' && typeof version === 'string') brands.set(brand, version)
  }
  return brands
}

/** `"Chromium";v="156", "Not:A-Brand";v="8"` */
function parseBrands(header: string | undefined): Brands {
  const brands = new Map<string, string>()
  const text = header?.slice(0, 1_000) ?? ''
  for (const [, brand, version] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*;\s*v="([^"]*)"/g)) {
    if (brand !== undefined) brands.set(brand.replace(/\\(.)/g, '$1'), version ?? '')
  }
  return brands
}

function unquote(text: string | undefined): string | undefined {
  return /^"([^"\\]*)"$/.exec(text ?? '')?.[1]
}
