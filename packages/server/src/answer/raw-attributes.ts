import { catalog, type Signal } from '@whorl/signals'
import { RawAttributesV4, type RawAttributeV3, type Readings } from '@whorl/wire'
import type { TSchema } from 'typebox'
import { Check, Clean, Clone } from 'typebox/value'

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
  // Every entry was checked against its own property of the schema.
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

// Indexed by any attribute name: what is not in the published list finds nothing.
const published: Readonly<Record<string, TSchema>> = RawAttributesV4.properties

/**
 * The value in its published shape; `undefined` when there is none, when the Server API does not
 * know the attribute, or when a stored value does not fit: a payload may hold anything inside an
 * object, and the published schema is closed.
 */
function readPublished({ attribute, schema }: Signal, value: unknown): unknown {
  const shape = attribute && published[attribute.name]
  if (!shape || value === undefined || !Check(schema, value)) return undefined
  // `to` takes the type of the signal's schema, which was just checked.
  const shown = Clean(shape, Clone(attribute.to(value as never)))
  return Check(shape, shown) ? shown : undefined
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
