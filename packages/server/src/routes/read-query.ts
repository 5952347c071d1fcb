import { type ErrorCode, WhorlError } from '@whorl/wire'
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'

/** The parts of a JSON Schema object that query parameters need. */
interface QuerySchema {
  type?: string
  properties?: Record<string, QuerySchema>
  required?: readonly string[]
  'x-whorl-error'?: ErrorCode
}

/**
 * Turns the text of a query into the values its schema asks for. Keys that the schema does not
 * name are dropped: clients add their own. Empty text counts as absent.
 *
 * @throws WhorlError the property's `x-whorl-error`, or `request_cannot_be_parsed`
 */
export function readQuery(
  schema: TSchema | undefined,
  query: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  // A TypeBox schema is plain JSON Schema; its static type just does not show the keywords.
  const { properties = {}, required = [] } = (schema ?? {}) as QuerySchema
  const values: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(properties)) {
    // The v3 SDK marks lists by brackets.
    const value = readValue(property, query[name] ?? query[`${name}[]`])
    const isMissing = value === undefined
    if (isMissing ? required.includes(name) : !Check(property as TSchema, value))
      throw new WhorlError(property['x-whorl-error'] ?? 'request_cannot_be_parsed', {
        details: { parameter: name },
      })
    if (!isMissing) values[name] = value
  }
  return values
}

/** What cannot be read stays text, which the schema then refuses. */
function readValue(schema: QuerySchema, sent: unknown): unknown {
  const all = (Array.isArray(sent) ? sent : [sent]).filter(
    (one): one is string => typeof one === 'string' && one !== '',
  )
  if (schema.type === 'array') return all.length > 0 ? all : undefined
  const text = all[0]
  if (text === undefined) return undefined
  if (schema.type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text
  if (schema.type === 'number') return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return text
}
