import { type Static, Type } from 'typebox'
import { EventV4 } from './event-v4'
import { HeaderModifications, RuleAction, RuleActionV4, RuleHeader } from './rule-action'

const closed = { additionalProperties: false }
const Time = Type.String({ format: 'date-time' })
const Name = Type.String({ minLength: 3, maxLength: 255 })
const idPattern = '^[A-Za-z0-9_-]{3,256}$'

/** Bounds of what every read with a ruleset may have to evaluate. */
export const rulesetBounds = { rulesMax: 100, rulesetsMax: 50, expressionCharsMax: 4_096 } as const

const ManagedRule = Type.Object(
  {
    id: Type.String(),
    name: Type.Union([Type.String(), Type.Null()]),
    expression: Type.String(),
    action: RuleAction,
  },
  closed,
)

/** A ruleset of the Management API, which as a whole is ours. */
export const ManagedRuleset = Type.Object(
  {
    id: Type.String({ description: 'What `ruleset_id` of `GET /v4/events/{event_id}` names.' }),
    name: Type.String(),
    rules: Type.Array(ManagedRule, { description: 'In the order in which they are tried.' }),
    default: RuleAction,
    created_at: Time,
    updated_at: Type.Union([Time, Type.Null()]),
  },
  closed,
)
export type ManagedRuleset = Static<typeof ManagedRuleset>

/** One flat object, so that an unknown field is named; which of them go together is checked after. */
const ActionItem = Type.Object(
  {
    type: Type.Enum(['allow', 'block']),
    request_header_modifications: Type.Optional(HeaderModifications),
    status_code: Type.Optional(
      Type.Integer({ minimum: 200, maximum: 599, description: 'Of a block; 403 without it.' }),
    ),
    headers: Type.Optional(Type.Array(RuleHeader, { maxItems: 50, description: 'Of a block.' })),
    body: Type.Optional(Type.String({ maxLength: 16_384, description: 'Of a block.' })),
  },
  closed,
)
export type RuleActionItem = Static<typeof ActionItem>

const RuleItem = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        pattern: idPattern,
        description: 'Without it, that of the rule of the same name or expression before.',
      }),
    ),
    name: Type.Optional(Name),
    expression: Type.String({ minLength: 1, maxLength: rulesetBounds.expressionCharsMax }),
    action: ActionItem,
  },
  closed,
)
export type RuleItem = Static<typeof RuleItem>

const rulesetFields = {
  name: Name,
  rules: Type.Array(RuleItem, {
    maxItems: rulesetBounds.rulesMax,
    description: 'All rules, in the order in which they are tried.',
  }),
  default: Type.Optional(ActionItem),
}

export const RulesetCreation = Type.Object(rulesetFields, closed)
export type RulesetCreation = Static<typeof RulesetCreation>

export const RulesetUpdate = Type.Object(
  {
    name: Type.Optional(Name),
    rules: Type.Optional(rulesetFields.rules),
    default: rulesetFields.default,
  },
  closed,
)
export type RulesetUpdate = Static<typeof RulesetUpdate>

/** A ruleset of the provisioning file, which may give the id. */
export const RulesetEntry = Type.Object(
  { id: Type.Optional(Type.String({ pattern: idPattern })), ...rulesetFields },
  closed,
)
export type RulesetEntry = Static<typeof RulesetEntry>

export const RulesetTest = Type.Object(
  {
    event_id: Type.Optional(Type.String({ description: 'An event that happened.' })),
    event: Type.Optional(
      Type.Partial(EventV4, { ...closed, description: 'Or any part of an event of v4.' }),
    ),
  },
  closed,
)
export type RulesetTest = Static<typeof RulesetTest>

export const RulesetTestResult = Type.Object({ data: RuleActionV4 }, closed)
