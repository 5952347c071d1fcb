import type { TSchema } from 'typebox'

/** The parts of a JSON Schema that say which fields there are. */
interface FieldSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly additionalProperties?: unknown
  readonly items?: FieldSchema
}

/** The first field, in the order of the text, that a closed object of the schema does not have. */
export function findUnknownField(schema: TSchema, value: unknown): string | undefined {
  // A TypeBox schema is plain JSON Schema; its static type just does not show the keywords.
  for (const name of unknownFields(schema as FieldSchema, value)) return name
  return undefined
}

function* unknownFields(
  { properties, additionalProperties, items }: FieldSchema,
  value: unknown,
): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    if (items) for (const item of value) yield* unknownFields(items, item)
    return
  }
  for (const [name, item] of Object.entries(value)) {
    const field = properties && Object.hasOwn(properties, name) ? properties[name] : undefined
    if (field) yield* unknownFields(field, item)
    else if (additionalProperties === false) yield name
  }
}
