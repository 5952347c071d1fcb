import type { Readings } from '@whorl/wire'
import type { NetworkFacts } from '../facts'
import { readValue } from './read-value'

/** What the browser is called, and which major version. */
export interface Product {
  /** Empty where user agent and brands contradict each other: one of them is made up. */
  readonly name: string
  /** 0 when unknown. WebKit's minor versions are its releases: 26.4 is 26.04. */
  readonly version: number
}

/** Brands by the name that the user agent parser gives. Others are taken as they are. */
const brandNames: Readonly<Record<string, string>> = {
  'Google Chrome': 'Chrome',
  'Microsoft Edge': 'Edge',
  HeadlessChrome: 'Chrome',
}

/**
 * The brands of the client hints where there are some (Chromium on secure pages), else the user
 * agent. Chrome and Edge on one machine draw alike and are two browsers: only the name tells.
 */
export function readProduct(signals: Readings, { browser }: NetworkFacts): Product {
  const claimed = browser.browserName === 'HeadlessChrome' ? 'Chrome' : browser.browserName
  const [major = '', minor = ''] = browser.browserFullVersion.split('.')
  const isWebkit = readValue(signals, 'engine') === 'webkit'
  const version = (Number(major) || 0) + (isWebkit ? Math.min(99, Number(minor) || 0) / 100 : 0)
  if (readValue(signals, 'brave') === true) return { name: 'Brave', version }
  const brand = readBrand(signals)
  if (brand === undefined) return { name: claimed, version }
  // Brave, Vivaldi and others call themselves Chrome in the user agent; Chrome and Edge never differ.
  const isSame = brand === claimed
  const isDisguised = claimed === 'Chrome' && brand !== 'Edge'
  return { name: isSame || isDisguised ? brand : '', version }
}

function readBrand(signals: Readings): string | undefined {
  const hints = readValue(signals, 'userAgentData')
  if (typeof hints !== 'object' || hints === null || !('brands' in hints)) return undefined
  if (!Array.isArray(hints.brands)) return undefined
  const names = hints.brands.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('brand' in entry)) return []
    const { brand } = entry
    return typeof brand === 'string' && !/not.?a.?brand|^chromium$/i.test(brand) ? [brand] : []
  })
  const [name] = names
  if (name === undefined) return undefined
  return Object.hasOwn(brandNames, name) ? brandNames[name] : name
}
