import type { Linker } from '../linker'
import { type Attributes, attributesOf } from './attributes'
import { createSimilarity } from './similarity'

interface Seen {
  readonly id: string
  readonly at: number
  readonly attributes: Attributes
  readonly text: string
}

const idleMs = 30 * 86_400_000
const keptPerId = 2
const similarityMin = 0.75
const changesMax = 2

/** Equal or another browser (rules 1 and 3). */
const fixed = ['os', 'platform', 'family', 'storage', 'doNotTrack', 'canvas'] as const
/** May change a little (rule 5). */
const similar = ['userAgent', 'gpuVendor', 'renderer', 'plugins', 'languages', 'accept'] as const
/** At most one may change (rule 6). */
const loose = ['screen', 'timezone'] as const
const all = [...fixed, ...similar, ...loose] as const

/**
 * The rule-based variant of FP-Stalker (Vastel et al., IEEE S&P 2018). Its font rule needs Flash
 * and is left out. When the remaining candidates carry several ids, a new one is issued.
 */
export function createFpStalker(): Linker {
  /** By family and system, so that rule 1 needs no scan. */
  const buckets = new Map<string, Map<string, Seen[]>>()
  const similarity = createSimilarity()
  let count = 0

  const fits = (known: Attributes, now: Attributes): boolean => {
    if (now.version < known.version) return false
    if (fixed.some((name) => known[name] !== now[name])) return false
    const changed = similar.filter((name) => known[name] !== now[name])
    if (changed.length > changesMax) return false
    const changedLoose = loose.filter((name) => known[name] !== now[name]).length
    if (changedLoose > 1 || changed.length + changedLoose > changesMax) return false
    return changed.every((name) => similarity(known[name], now[name]) >= similarityMin)
  }

  const find = (now: Attributes, text: string, at: number, bucket: Map<string, Seen[]>) => {
    const exact = new Set<string>()
    const candidates = new Set<string>()
    for (const [id, list] of bucket) {
      if (at - (list.at(-1)?.at ?? 0) > idleMs) {
        bucket.delete(id)
        continue
      }
      for (const known of list) {
        if (known.text === text) exact.add(id)
        else if (fits(known.attributes, now)) candidates.add(id)
      }
    }
    const remaining = exact.size > 0 ? exact : candidates
    return remaining.size === 1 ? [...remaining][0] : undefined
  }

  return {
    name: 'FP-Stalker rules',
    see(visit, token) {
      const { at } = visit.snapshot
      const attributes = attributesOf(visit)
      const text = all.map((name) => attributes[name]).join('\n')
      const key = `${attributes.family}/${attributes.os}`
      const bucket = buckets.get(key) ?? new Map<string, Seen[]>()
      buckets.set(key, bucket)
      const id = token ?? find(attributes, text, at, bucket) ?? `stalker-${++count}`
      bucket.set(id, [...(bucket.get(id) ?? []), { id, at, attributes, text }].slice(-keptPerId))
      return { id }
    },
  }
}
