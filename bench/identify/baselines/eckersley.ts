import type { Linker } from '../linker'
import { type Attributes, attributesOf } from './attributes'
import { createSimilarity } from './similarity'

/** The eight attributes of Panopticlick, as far as they still exist. */
const compared = [
  'userAgent',
  'accept',
  'plugins',
  'fonts',
  'screen',
  'timezone',
  'storage',
  'languages',
] as const

/** Long texts may change a little, the short ones to anything. */
const long: ReadonlySet<string> = new Set(['userAgent', 'accept', 'plugins', 'fonts', 'languages'])
const similarityMin = 0.85

/**
 * Eckersley's heuristic (2010): equal in all, else the only known browser that differs in exactly
 * one attribute, and there not much; otherwise a new id.
 */
export function createEckersley(): Linker {
  const last = new Map<string, Attributes>()
  const byText = new Map<string, string>()
  const similarity = createSimilarity()
  let count = 0

  const find = (now: Attributes): string | undefined => {
    const equalOne = byText.get(textOf(now))
    if (equalOne !== undefined) return equalOne
    const near: string[] = []
    for (const [id, known] of last) {
      const changed = compared.filter((name) => known[name] !== now[name])
      const [only, second] = changed
      if (only === undefined || second !== undefined) continue
      if (long.has(only) && similarity(known[only], now[only]) < similarityMin) continue
      near.push(id)
      if (near.length > 1) return undefined
    }
    return near[0]
  }

  return {
    name: 'Eckersley',
    see(visit, token) {
      const now = attributesOf(visit)
      const id = token ?? find(now) ?? `eckersley-${++count}`
      last.set(id, now)
      byText.set(textOf(now), id)
      return { id }
    },
  }
}

const textOf = (attributes: Attributes) => compared.map((name) => attributes[name]).join('\n')
