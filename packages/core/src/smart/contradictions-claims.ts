import type { Facts, OsFamily } from '../facts'
import { deviceOs } from '../identify/device'
import { shownEngine } from './console-cues'
import type { Contradiction, Feature } from './contradictions'
import { readFields, readText } from './read-fields'

type Finder = (facts: Facts) => Contradiction | undefined

/** What the browser claims to be, against what else it says and does. */
export function claimContradictions(facts: Facts): Contradiction[] {
  return finders.flatMap((find) => find(facts) ?? [])
}

const finders: readonly Finder[] = [
  engine,
  system,
  oscpu,
  vendor,
  productSub,
  traits,
  appVersion,
  hintsVersion,
  hintsSystem,
  hintsEmpty,
  hintsHollow,
  hintsAged,
]

function claim(says: string, weight: number, parts: Partial<Contradiction> = {}): Contradiction {
  return { feature: 'claims', says, weight, ...parts }
}

const hint = (says: string, weight: number) =>
  claim(says, weight, { feature: 'hints' satisfies Feature })

function engine(facts: Facts): Contradiction | undefined {
  const shown = shownEngine(facts)
  const claimed = facts.network.claimed.engine
  if (shown === undefined || shown === 'unknown' || claimed === 'unknown' || shown === claimed)
    return undefined
  return claim(`the user agent claims ${claimed}, the page shows ${shown}`, 0.8)
}

function system(facts: Facts): Contradiction | undefined {
  const claimed = facts.network.claimed.os
  const shown = deviceOs(facts)
  // An iPad calls itself a Mac, and a phone a computer when asked for the desktop site.
  if (claimed === shown || claimed === 'other' || shown === 'other' || shown === 'ios')
    return undefined
  if (claimed === 'linux' && shown === 'android') return undefined
  return claim(`the user agent claims ${claimed}, the platform shows ${shown}`, 0.7, {
    explainedBy: ['rfp'],
  })
}

/** Firefox only, and forgotten by overrides of user agent and platform. */
function oscpu(facts: Facts): Contradiction | undefined {
  const text = readText(facts, 'oscpu')
  const shown = text && systems.find(([pattern]) => pattern.test(text))?.[1]
  if (!shown || isCompatible(facts.network.claimed.os, shown)) return undefined
  return claim(`navigator.oscpu says ${text}`, 0.6, { explainedBy: ['rfp'] })
}

const systems: readonly (readonly [pattern: RegExp, os: OsFamily])[] = [
  [/windows/i, 'windows'],
  [/mac/i, 'macos'],
  [/android/i, 'android'],
  [/chrom/i, 'chromeos'],
  [/linux/i, 'linux'],
]

function isCompatible(claimed: OsFamily, shown: OsFamily): boolean {
  const linuxes: readonly OsFamily[] = ['linux', 'android', 'chromeos']
  return (
    claimed === 'other' ||
    claimed === shown ||
    (linuxes.includes(claimed) && linuxes.includes(shown))
  )
}

const vendors: Readonly<Record<string, string>> = {
  blink: 'Google Inc.',
  gecko: '',
  webkit: 'Apple Computer, Inc.',
}

function vendor(facts: Facts): Contradiction | undefined {
  const found = readText(facts, 'vendor')
  const expected = vendors[shownEngine(facts) ?? '']
  if (found === undefined || expected === undefined || found === expected) return undefined
  return claim(`the vendor is "${found}"`, 0.6)
}

function productSub(facts: Facts): Contradiction | undefined {
  const found = readText(facts, 'productSub')
  const shown = shownEngine(facts)
  if (found === undefined || shown === undefined || shown === 'unknown') return undefined
  if (found === (shown === 'gecko' ? '20100101' : '20030107')) return undefined
  return claim(`productSub is ${found}`, 0.6)
}

function traits(facts: Facts): Contradiction | undefined {
  const { evalLength, stackStyle } = readFields(facts, 'engineTraits')
  const shown = shownEngine(facts)
  if (evalLength === undefined || shown === undefined || shown === 'unknown') return undefined
  const isV8 = shown === 'blink'
  if (evalLength === (isV8 ? 33 : 37) && (stackStyle === 'v8') === isV8) return undefined
  return claim('the script engine is not the one of the page', 0.5)
}

/** The same text in Chromium and WebKit; Firefox shortens it. */
function appVersion(facts: Facts): Contradiction | undefined {
  const version = readText(facts, 'appVersion')
  const agent = readText(facts, 'userAgent')
  if (version === undefined || agent === undefined || shownEngine(facts) === 'gecko')
    return undefined
  if (agent === `Mozilla/${version}`) return undefined
  return claim('appVersion is not of the user agent', 0.5)
}

function hintsVersion(facts: Facts): Contradiction | undefined {
  const brands = brandsOf(facts)
  const claimed = /Chrom(?:e|ium)\/(\d+)/.exec(facts.network.userAgent)?.[1]
  const shown = brands.map((brand) => /^Chromium (\d+)/.exec(brand)?.[1]).find(Boolean)
  if (!claimed || !shown || claimed === shown) return undefined
  return hint(`the user agent claims version ${claimed}, the client hints ${shown}`, 0.7)
}

function hintsSystem(facts: Facts): Contradiction | undefined {
  const { platform } = readFields(facts, 'userAgentData')
  if (typeof platform !== 'string') return undefined
  const shown = systems.find(([pattern]) => pattern.test(platform))?.[1]
  if (!shown || isCompatible(facts.network.claimed.os, shown)) return undefined
  return hint(`the client hints are of ${platform}`, 0.6)
}

/** An override through the protocol without metadata empties them. */
function hintsEmpty(facts: Facts): Contradiction | undefined {
  const { brands, platform } = readFields(facts, 'userAgentData')
  if (!Array.isArray(brands) || brands.length > 0 || platform) return undefined
  return hint('the client hints are empty', 0.6)
}

/** The `--user-agent` flag keeps the brands and empties these (Chromium 156). */
function hintsHollow(facts: Facts): Contradiction | undefined {
  const { architecture, bitness, formFactors, mobile } = readFields(facts, 'userAgentData')
  if (mobile !== false || architecture !== '' || bitness !== '') return undefined
  if (!Array.isArray(formFactors) || formFactors.some((form) => form !== '')) return undefined
  return hint('the client hints lost processor and form', 0.6)
}

/** The spelling of 2021, in front of a browser that is younger. */
function hintsAged(facts: Facts): Contradiction | undefined {
  const claimed = Number(/Chrom(?:e|ium)\/(\d+)/.exec(facts.network.userAgent)?.[1] ?? 0)
  if (claimed < 110 || !brandsOf(facts).includes(' Not A;Brand 99')) return undefined
  return hint('the client hints are spelt as years ago', 0.5)
}

/** `name version`, as the page shows them. */
export function brandsOf(facts: Facts): string[] {
  const { brands } = readFields(facts, 'userAgentData')
  if (!Array.isArray(brands)) return []
  const named = brands.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return ''
    const { brand, version } = entry as { brand?: unknown; version?: unknown } // any object may have them
    return `${brand} ${version}`
  })
  return named.filter((name) => name !== '')
}
