import { createHash } from 'node:crypto'
import type { Clock } from '../clock'

/** Counts the distinct fingerprints of each visitor in a day, in the memory of this process. */
export interface FingerprintCount {
  /**
   * Notes a fingerprint of a visitor.
   *
   * @returns whether the visitor showed more than `max` different ones in the last 24 hours
   */
  isOver(visitor: string, fingerprint: string, max: number): boolean
}

const dayMs = 86_400_000

interface Day {
  readonly startedAt: number
  readonly seen: Set<string>
}

/**
 * A day begins with a visitor's first fingerprint. Most visitors show one and weigh nothing; what
 * an attacker adds is bounded by the limit, and the number of visitors by `visitorsMax`.
 */
export function createFingerprintCount(clock: Clock, visitorsMax = 50_000): FingerprintCount {
  const days = new Map<string, Day>()
  return {
    isOver(visitor, fingerprint, max) {
      if (max <= 0) return false
      const now = clock.real()
      let day = days.get(visitor)
      if (!day || now - day.startedAt >= dayMs) {
        day = { startedAt: now, seen: new Set() }
        // Written again, it stands last: the first of the map is the oldest.
        days.delete(visitor)
        days.set(visitor, day)
      }
      const [oldest] = days.keys()
      if (days.size > visitorsMax && oldest !== undefined) days.delete(oldest)
      if (day.seen.size <= max) day.seen.add(shorten(fingerprint))
      return day.seen.size > max
    },
  }
}

function shorten(fingerprint: string): string {
  return createHash('sha256').update(fingerprint).digest('base64').slice(0, 12)
}
