import type { Snapshot } from './browser'
import { dayMs } from './calendar'

export interface Brand {
  brand: string
  version: string
}

/** `navigator.userAgent` of the release that the browser runs now. */
export function userAgentOf({ browser, major }: Snapshot): string {
  const { row, family } = browser
  if (major === row.major) return row.ua
  if (family === 'webkit') {
    // iOS browsers of other makers carry their own numbers, which the rows hardly have.
    return row.browser === 'Safari'
      ? row.ua.replace(/Version\/[\d.]+/, `Version/${safari(major)}`)
      : row.ua
  }
  const numbers = new RegExp(`((?:Chrome|Edg|EdgA|Firefox|Gecko)/|rv:)${row.major}\\.`, 'g')
  return row.ua.replace(numbers, `$1${major}.`)
}

/** The calendar counts Safari's minor releases as majors from 27 on. */
const safari = (major: number) => `27.${major - 27}`

/** Brands of the client hints: what the browser calls itself and its engine. */
export function brandsOf({ browser, major }: Snapshot): Brand[] {
  return [
    { brand: 'Not:A-Brand', version: '8' },
    { brand: 'Chromium', version: String(major) },
    { brand: productOf(browser), version: String(major) },
  ]
}

/** Full versions move every week: Chrome and Edge ship fixes weekly. */
export function fullVersionsOf(snapshot: Snapshot): Brand[] {
  const { major, at } = snapshot
  const week = Math.floor(at / (7 * dayMs))
  const full = `${major}.0.${6_000 + 10 * major}.${40 + (week % 10) * 15}`
  return brandsOf(snapshot).map(({ brand }) => ({
    brand,
    version: brand === 'Not:A-Brand' ? '8.0.0.0' : full,
  }))
}

function productOf({ row, hiding }: Snapshot['browser']): string {
  if (hiding === 'brave') return 'Brave'
  return row.browser === 'Edge' ? 'Microsoft Edge' : 'Google Chrome'
}
