import type { Facts, OsFamily } from '../facts'
import { hasRfp } from './privacy-facts'
import { readFields, readText } from './read-fields'

/** `navigator.platform` and the platform of the client hints, by how they begin. */
const names: readonly (readonly [begins: RegExp, os: OsFamily])[] = [
  [/^win/i, 'windows'],
  [/^(iphone|ipad|ipod|ios)/i, 'ios'],
  [/^mac/i, 'macos'],
  [/^android/i, 'android'],
  [/^(cros|chrome ?os|chromium ?os)/i, 'chromeos'],
  [/^linux/i, 'linux'],
  [/^(freebsd|openbsd|netbsd|dragonfly)/i, 'other'],
]

/**
 * The system that the page shows by scripts, which the user agent alone does not decide. `undefined`
 * where it shows none, and with resistFingerprinting, which names one for all its users.
 */
export function browserOs(facts: Facts): OsFamily | undefined {
  if (hasRfp(facts)) return undefined
  const { platform: hint } = readFields(facts, 'userAgentData')
  const shown = typeof hint === 'string' && hint !== '' ? hint : readText(facts, 'platform')
  return names.find(([begins]) => begins.test(shown ?? ''))?.[1]
}
