import { Format } from 'typebox/format'
import { Compile } from 'typebox/schema'

type Json = Readonly<Record<string, unknown>>

/** The part of an OpenAPI document that this needs, of 3.0 or 3.1. */
export interface PublishedDocument {
  readonly components: { readonly schemas: Readonly<Record<string, Json>> }
}

export interface Violation {
  /** JSON pointer into the answer. */
  readonly path: string
  readonly message: string
  readonly value: unknown
}

const bounds: Readonly<Record<string, Json>> = {
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  // What JSON can say without loss.
  int64: { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
}

Format.Set('timezone', (name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
})

/**
 * Checks values against the schemas of a published document, more strictly than it says: no object
 * whose properties are named has others, and formats count.
 *
 * @returns a function that throws RangeError for a schema that the document does not have
 */
export function createChecker({ components: { schemas } }: PublishedDocument) {
  const open = alternativesOf(schemas)
  const $defs = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, toJsonSchema(schema, open.has(name))]),
  )
  const compiled = new Map<string, ReturnType<typeof Compile>>()
  return (name: string, value: unknown): Violation[] => {
    if (!(name in $defs)) throw new RangeError(`the document has no schema ${name}`)
    const known = compiled.get(name) ?? Compile({ $defs, $ref: `#/$defs/${name}` })
    compiled.set(name, known)
    if (known.Check(value)) return []
    const [, errors] = known.Errors(value)
    return errors.map(({ instancePath, message, params }) => ({
      path: instancePath,
      message: `${message} ${JSON.stringify(params)}`,
      value: valueAt(value, instancePath),
    }))
  }
}

/** Names of schemas that others choose among: the one that chooses is closed in their place. */
function alternativesOf(schemas: PublishedDocument['components']['schemas']): Set<string> {
  return new Set(
    Object.values(schemas)
      .flatMap(({ oneOf, anyOf, allOf }) => [oneOf, anyOf, allOf])
      .flatMap((list) => (Array.isArray(list) ? list : []))
      .map(({ $ref }) => String($ref).replace(/^.*\//, '')),
  )
}

const annotations = new Set(['description', 'example', 'examples', 'discriminator', 'title'])
const maps = new Set(['properties', 'patternProperties'])

/** OpenAPI's dialect as JSON Schema 2020-12. */
function toJsonSchema(schema: Json, isOpen = false): Json {
  const converted: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (annotations.has(keyword) || keyword.startsWith('x-')) continue
    converted[keyword] = maps.has(keyword)
      ? Object.fromEntries(Object.entries(value as Json).map(([name, one]) => [name, convert(one)]))
      : convert(value)
  }
  if (typeof schema.$ref === 'string')
    converted.$ref = schema.$ref.replace('#/components/schemas/', '#/$defs/')
  if (schema.nullable === true) {
    converted.type = [schema.type, 'null']
    if (Array.isArray(schema.enum)) converted.enum = [...schema.enum, null]
  }
  const bound = bounds[String(schema.format)]
  return { ...bound, ...converted, ...closing(schema, isOpen) }
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert)
  return typeof value === 'object' && value !== null ? toJsonSchema(value as Json) : value
}

function closing(schema: Json, isOpen: boolean): Json {
  if (schema.properties === undefined || isOpen) return {}
  if (schema.oneOf ?? schema.anyOf ?? schema.allOf) return { unevaluatedProperties: false }
  return schema.additionalProperties === undefined ? { additionalProperties: false } : {}
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inside, key) => Object(inside)[key], value)
}
