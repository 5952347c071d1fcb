import type { CountTable } from './count-table'
import { layout } from './layout'
import { Population } from './population'

/** Changes when kept sums would mean something else; older ones are learned anew. */
const version = 1

/** The population as one ASCII text. */
export function encodePopulation(population: Population): string {
  return JSON.stringify({
    version,
    places: layout.length,
    visitors: population.visitors,
    day: population.day,
    numbers: toBase64(new Uint8Array(population.numbers.buffer)),
    ...encodeTable('', population.counts),
    ...encodeTable('configuration', population.configurations),
  })
}

/** A text of another version, or one that is broken, gives an empty population. */
export function decodePopulation(text: string): Population {
  const population = new Population()
  const parts = parse(text)
  if (parts?.version !== version || parts.places !== layout.length) return population
  population.visitors = Number(parts.visitors) || 0
  population.day = Number(parts.day) || 0
  population.numbers.set(new Float32Array(fromBase64(parts.numbers)).subarray(0, layout.length))
  decodeTable(parts, '', population.counts)
  decodeTable(parts, 'configuration', population.configurations)
  return population
}

function encodeTable(name: string, table: CountTable): Record<string, string> {
  const { keys, counts } = table.toArrays()
  return {
    [`${name}keys`]: toBase64(new Uint8Array(keys.buffer)),
    [`${name}counts`]: toBase64(new Uint8Array(counts.buffer)),
  }
}

function decodeTable(parts: Record<string, unknown>, name: string, table: CountTable): void {
  const keys = new Uint32Array(fromBase64(parts[`${name}keys`]))
  const counts = new Uint32Array(fromBase64(parts[`${name}counts`]))
  for (const [index, key] of keys.entries()) if (key !== 0) table.add(key, counts[index] ?? 0)
}

/** What `current` has learned since it was `before`, on top of `other`. */
export function mergePopulations(other: Population, current: Population, before: Population): void {
  for (const [place, sum] of current.numbers.entries()) {
    other.numbers[place] = Math.max(0, other.at(place) + sum - before.at(place))
  }
  for (const name of ['counts', 'configurations'] as const) {
    for (const [key, count] of current[name].entries()) {
      const more = count - before[name].get(key)
      if (more > 0) other[name].add(key, more)
    }
  }
  other.visitors += Math.max(0, current.visitors - before.visitors)
  other.day = Math.max(other.day, current.day)
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const parts: unknown = JSON.parse(text)
    return typeof parts === 'object' && parts !== null ? { ...parts } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const chunk = 8_192

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += chunk) {
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk))
  }
  return btoa(binary)
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Whole numbers of four bytes only; whatever is left over, or no base64 at all, is dropped. */
function fromBase64(text: unknown): ArrayBuffer {
  const isBase64 = typeof text === 'string' && text.length % 4 === 0 && base64.test(text)
  const binary = isBase64 ? atob(text) : ''
  const bytes = new Uint8Array(binary.length - (binary.length % 4))
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes.buffer
}
