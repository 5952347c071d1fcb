import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false }

/** RFC 9110, 5.6.2. */
const headerName = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"

export const RuleHeader = Type.Object(
  {
    name: Type.String({ pattern: headerName, maxLength: 256 }),
    // A line break would let one header write the next one.
    value: Type.String({ pattern: '^[^\\u0000\\r\\n]*$', maxLength: 4_096 }),
  },
  closed,
)

const Headers = Type.Array(RuleHeader, { maxItems: 50 })

export const HeaderModifications = Type.Object(
  {
    remove: Type.Optional(
      Type.Array(Type.String({ pattern: headerName, maxLength: 256 }), { maxItems: 50 }),
    ),
    set: Type.Optional(Headers),
    append: Type.Optional(Headers),
  },
  { ...closed, description: 'Applied in this order: remove, set, append.' },
)

const allowFields = {
  type: Type.Literal('allow'),
  request_header_modifications: Type.Optional(HeaderModifications),
}
const blockFields = {
  type: Type.Literal('block'),
  status_code: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
  headers: Type.Optional(Headers),
  body: Type.Optional(Type.String({ maxLength: 16_384 })),
}
const verdictFields = {
  ruleset_id: Type.String({ description: 'The ruleset that was asked.' }),
  rule_id: Type.Optional(
    Type.String({ description: 'The rule that matched; absent when none did.' }),
  ),
  rule_expression: Type.Optional(Type.String()),
}

/** What a rule does with a request that matches it. */
export const RuleAction = Type.Union([
  Type.Object(allowFields, closed),
  Type.Object(blockFields, closed),
])
export type RuleAction = Static<typeof RuleAction>

/** `rule_action` of an event in Server API v4 (Fingerprint OpenAPI 3.7.0). */
export const RuleActionV4 = Type.Union(
  [
    Type.Object({ ...allowFields, ...verdictFields }, closed),
    Type.Object({ ...blockFields, ...verdictFields }, closed),
  ],
  { description: 'What the ruleset says to do; only where `ruleset_id` was given.' },
)
export type RuleActionV4 = Static<typeof RuleActionV4>
