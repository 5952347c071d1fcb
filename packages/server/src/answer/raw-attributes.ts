import { catalog, type Signal } from '@whorl/signals'
import type { RawAttributesV4, RawAttributeV3, Readings } from '@whorl/wire'
import { Check } from 'typebox/value'

// The catalogue's literal types are narrower than reading all signals alike needs.
const signals: readonly Signal[] = catalog

/** The published attributes of Server API v4: bare values, what has none is left out. */
export function toRawAttributesV4(readings: Readings): RawAttributesV4 {
  const attributes: Record<string, unknown> = {}
  for (const signal of signals) {
    const name = signal.attribute?.name
    const value = readPublished(signal, readings[signal.name]?.value)
    if (name !== undefined && value !== undefined) attributes[name] = value
  }
  // The catalogue's test holds every signal's `attribute` to the published shape.
  return attributes as RawAttributesV4
}

/** The same in v3: an entry for each attribute that was tried, with its value or its error. */
export function toRawAttributesV3(readings: Readings): Record<string, RawAttributeV3> {
  const attributes: Record<string, RawAttributeV3> = {}
  for (const signal of signals) {
    const reading = readings[signal.name]
    if (!signal.attribute || !reading) continue
    const value = readPublished(signal, reading.value)
    attributes[toCamel(signal.attribute.name)] = {
      ...(value !== undefined && { value: withCamelKeys(value) }),
      ...(reading.error && { error: reading.error }),
    }
  }
  return attributes
}

/**
 * `undefined` when there is no value, the Server API does not know the attribute, or the value was
 * stored by a version whose signal had another shape.
 */
function readPublished(signal: Signal, value: unknown): unknown {
  if (!signal.attribute || value === undefined || !Check(signal.schema, value)) return undefined
  // `to` takes the type of the signal's schema, which was just checked.
  return signal.attribute.to(value as never)
}

function toCamel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function withCamelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCamelKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [toCamel(key), withCamelKeys(inner)]),
  )
}
