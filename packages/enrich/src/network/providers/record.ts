/** One record of a database: nothing about its shape is sure. */
export type MmdbRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is MmdbRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A nested map, or an empty one. */
export function child(record: MmdbRecord, name: string): MmdbRecord {
  const value = record[name]
  return isRecord(value) ? value : {}
}

/** The first of these fields that holds a text; `-` stands for nothing in IP2Location's. */
export function textOf(record: MmdbRecord, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = record[name]
    if (typeof value !== 'string') continue
    const text = value.trim()
    if (text !== '' && text !== '-') return text
  }
  return undefined
}

/** The first of these fields that holds a number, also one that is written as text. */
export function numberOf(record: MmdbRecord, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = record[name]
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
  }
  return undefined
}

/** True when one of these fields says yes: as a boolean, or in IPinfo's and IP2Location's texts. */
export function flagOf(record: MmdbRecord, ...names: readonly string[]): boolean {
  return names.some((name) => {
    const value = record[name]
    return value === true || value === 1 || value === 'true' || value === '1'
  })
}

/** The English name of a GeoIP2 place. */
export function englishName(record: MmdbRecord): string | undefined {
  return textOf(child(record, 'names'), 'en')
}

/** Unix ms of a day written as `2026-05-14`. */
export function dayOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : at
}
