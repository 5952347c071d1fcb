import type { Engine } from '@whorl/signals'
import type { Facts, OsFamily } from '../facts'
import { readValue } from './read-value'

/** The engine that the page's features show; what the user agent claims only where they are silent. */
export function deviceEngine({ payload, network }: Pick<Facts, 'payload' | 'network'>): Engine {
  const seen = readValue(payload.signals, 'engine')
  return isEngine(seen) && seen !== 'unknown' ? seen : network.claimed.engine
}

/**
 * The OS family that `navigator.platform` and touch support show. The user agent decides only
 * between families that share a platform text, so that a user agent override keeps the family.
 */
export function deviceOs({ payload, network }: Pick<Facts, 'payload' | 'network'>): OsFamily {
  const platform = readValue(payload.signals, 'platform')
  const claimed = network.claimed.os
  if (typeof platform !== 'string' || platform === '') return claimed
  if (platform.startsWith('Win')) return 'windows'
  if (/^(iPhone|iPad|iPod)/.test(platform)) return 'ios'
  // iPadOS 13 and later call themselves MacIntel; no Mac has a touch screen.
  if (platform.startsWith('Mac')) return touchPoints(payload.signals) > 1 ? 'ios' : 'macos'
  if (platform.startsWith('Android')) return 'android'
  if (platform.startsWith('Linux')) {
    if (claimed === 'android' || claimed === 'chromeos') return claimed
    return 'linux'
  }
  return claimed
}

function touchPoints(signals: Facts['payload']['signals']): number {
  const touch = readValue(signals, 'touchSupport')
  if (typeof touch !== 'object' || touch === null || !('maxTouchPoints' in touch)) return 0
  return typeof touch.maxTouchPoints === 'number' ? touch.maxTouchPoints : 0
}

function isEngine(value: unknown): value is Engine {
  return value === 'blink' || value === 'gecko' || value === 'webkit' || value === 'unknown'
}
