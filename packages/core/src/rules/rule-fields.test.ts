import { readFileSync } from 'node:fs'
import { EventV4 } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import { ruleFields, ruleFieldTypes } from './rule-fields'

interface Schema {
  readonly type?: string
  readonly enum?: readonly (string | number)[]
  readonly properties?: Readonly<Record<string, Schema>>
}

/** Every place of the published event that holds no further places. */
function leavesOf({ properties }: Schema, path = ''): [path: string, schema: Schema][] {
  return Object.entries(properties ?? {}).flatMap(([name, schema]) =>
    schema.properties
      ? leavesOf(schema, `${path}${name}.`)
      : [[`${path}${name}`, schema] as [string, Schema]],
  )
}

// A TypeBox schema is plain JSON Schema; its static type just does not show the keywords.
const leaves = new Map(leavesOf(EventV4 as unknown as Schema))

/** What no rule can sensibly ask: moments without a now, names of versions, lists, bare ids. */
const leftOut = [
  'event_id',
  'timestamp',
  'rule_action',
  'tags',
  'sdk.integrations',
  'bot_info.provider_url',
  'proxy_details.last_seen_at',
]
const leftOutPatterns = [
  /^raw_device_attributes\./,
  /\.(first_seen_at|last_seen_at|subdivisions)$/,
  /\.confidence\.(version|comment)$/,
  // Always 0: how sure the coarser id is has no figure.
  /^supplementary_id_high_recall\.confidence\./,
]

function typeOf({ type, enum: values }: Schema) {
  if (values?.every((value) => typeof value === 'string')) return values
  if (type === 'boolean') return 'bool'
  return type === 'string' ? 'text' : 'number'
}

describe('a field of rules', () => {
  test.each(Object.entries(ruleFieldTypes))('%s is what the v4 event has there', (field, type) => {
    const schema = leaves.get(field)
    expect(schema).toBeDefined()
    expect(type === 'ip' ? 'text' : type).toEqual(schema && typeOf(schema))
  })

  test('is missing for nothing that the v4 event has and a rule may ask', () => {
    const unknown = [...leaves.keys()].filter(
      (path) =>
        !Object.hasOwn(ruleFields, path) &&
        !leftOut.includes(path) &&
        !leftOutPatterns.some((pattern) => pattern.test(path)),
    )
    expect(unknown.filter((path) => path !== 'tags')).toEqual([])
    expect(leaves.size).toBeGreaterThan(150)
  })
})

/** `ip_info.{v4,v6}.asn` as the two names it stands for. */
function expand(text: string): string[] {
  const match = /^(.*?)\{([^}]*)\}(.*)$/.exec(text)
  if (!match) return [text]
  const [, head = '', choices = '', tail = ''] = match
  return choices.split(',').flatMap((choice) => expand(`${head}${choice.trim()}${tail}`))
}

test('the table in the documentation names every field and nothing else', () => {
  const path = new URL('../../../../docs/management-api.md', import.meta.url)
  const [, table = ''] =
    /<!-- rule fields -->\n([\s\S]*?)\n\n/.exec(readFileSync(path, 'utf8')) ?? []
  const named = table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)])
    .flatMap(([, name = '']) => expand(name.replace(/\['.*'\]$/, '')))
  expect(named.sort()).toEqual(Object.keys(ruleFields).sort())
})
