import type { BrowserDetails, OsFamily } from '@whorl/core'
import type { Engine } from '@whorl/signals'
import Bowser from 'bowser'

export interface UserAgentFacts {
  readonly browser: BrowserDetails
  readonly claimed: { readonly engine: Engine; readonly os: OsFamily }
}

/** Longer texts are cut before parsing: no browser sends them, and parsing time stays bounded. */
const userAgentCharsMax = 1_024

const osNames: Readonly<Record<string, { name: string; family: OsFamily }>> = {
  Windows: { name: 'Windows', family: 'windows' },
  macOS: { name: 'Mac OS X', family: 'macos' },
  Linux: { name: 'Linux', family: 'linux' },
  Android: { name: 'Android', family: 'android' },
  iOS: { name: 'iOS', family: 'ios' },
  'Chrome OS': { name: 'Chrome OS', family: 'chromeos' },
}

/** Names that the published API spells differently from the parser. */
const browserNames: Readonly<Record<string, string>> = {
  'Microsoft Edge': 'Edge',
  'Samsung Internet for Android': 'Samsung Internet',
  'Internet Explorer': 'IE',
}

/** Parsing takes about as long as everything else about a request; most visitors share a few texts. */
const keptMax = 2_000
const kept = new Map<string, UserAgentFacts>()

/** What the `User-Agent` header claims. Nothing here is believed; it is compared with signals. */
export function readUserAgent(userAgent: string): UserAgentFacts {
  const text = userAgent.slice(0, userAgentCharsMax)
  const known = kept.get(text)
  if (known) return known
  const facts = parseUserAgent(text)
  // Emptied whole: that is rare, and common texts are back at once.
  if (kept.size >= keptMax) kept.clear()
  kept.set(text, facts)
  return facts
}

function parseUserAgent(text: string): UserAgentFacts {
  const empty = { browserName: '', browserMajorVersion: '', browserFullVersion: '' }
  if (text.trim() === '') {
    return {
      browser: { ...empty, os: '', osVersion: '', device: 'Other' },
      claimed: { engine: 'unknown', os: 'other' },
    }
  }
  const parsed = Bowser.parse(text)
  const os = osNames[parsed.os.name ?? '']
  const version = parsed.browser.version ?? ''
  const name = browserName(text, parsed.browser.name ?? '')
  return {
    browser: {
      browserName: name,
      browserMajorVersion: version.split('.')[0] ?? '',
      browserFullVersion: version,
      os: os?.name ?? parsed.os.name ?? '',
      osVersion: osVersion(parsed.os),
      device: device(parsed.platform),
    },
    claimed: { engine: claimedEngine(text), os: os?.family ?? 'other' },
  }
}

function browserName(text: string, name: string): string {
  if (/HeadlessChrome\//.test(text)) return 'HeadlessChrome'
  return browserNames[name] ?? name
}

/** Windows NT 10.0 is sent by Windows 10 and 11 alike; the parser's marketing name says 10. */
function osVersion({ name, version, versionName }: Bowser.Parser.OSDetails): string {
  if (name === 'Windows') return versionName ?? version ?? ''
  return version ?? ''
}

function device({ type, model, vendor }: Bowser.Parser.PlatformDetails): string {
  if (type !== 'mobile' && type !== 'tablet') return 'Other'
  return model ?? vendor ?? 'Other'
}

function claimedEngine(text: string): Engine {
  // Every browser on iOS is WebKit whatever it calls itself (checked for iOS 17; engines of others
  // are possible in the EU since 17.4, none had shipped).
  if (/(iPhone|iPad|iPod)/.test(text)) return 'webkit'
  if (/Chrom(e|ium)\//.test(text)) return 'blink'
  if (/Gecko\/\d/.test(text) && /rv:/.test(text)) return 'gecko'
  if (/AppleWebKit\//.test(text)) return 'webkit'
  return 'unknown'
}
