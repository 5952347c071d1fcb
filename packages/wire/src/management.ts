import { type Static, type TProperties, Type } from 'typebox'

const closed = { additionalProperties: false }
const Time = Type.String({ format: 'date-time' })
const MaybeTime = Type.Union([Time, Type.Null()])
const Name = Type.String({ minLength: 3, maxLength: 255 })
const Description = Type.String({ maxLength: 256 })
const Status = Type.Enum(['enabled', 'disabled'])
const MaybeText = Type.Union([Type.String(), Type.Null()])

export const apiKeyTypes = ['public', 'secret', 'proxy', 'management'] as const

/** Objects of the Management API, version 2025-11-20; `…` in a description marks our own fields. */
export const ManagedEnvironment = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    limit_mode: Type.Enum(['none', 'restrict', 'notify']),
    limit_value: Type.Union([Type.Integer(), Type.Null()]),
    is_restricted: Type.Boolean(),
    restricted_at: MaybeTime,
    created_at: Time,
    updated_at: MaybeTime,
  },
  closed,
)
export type ManagedEnvironment = Static<typeof ManagedEnvironment>

const environmentFields = {
  description: Type.Optional(Description),
  limit_mode: Type.Optional(
    Type.Enum(['none', 'restrict', 'notify'], {
      description: '`none`: this server counts no usage and enforces no limit on it.',
    }),
  ),
  limit_value: Type.Optional(Type.Integer({ minimum: 1 })),
}
export const EnvironmentCreation = Type.Object({ name: Name, ...environmentFields }, closed)
export const EnvironmentUpdate = Type.Object(
  { name: Type.Optional(Name), ...environmentFields },
  closed,
)

export const ManagedApiKey = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    status: Status,
    environment: Type.Union([Type.String(), Type.Null()], {
      description: 'Null: the key is of the whole workspace.',
    }),
    type: Type.Enum([...apiKeyTypes]),
    token: Type.Union([Type.String(), Type.Null()], {
      description: 'Of a public key always, of all others only in the answer that creates them.',
    }),
    last_four: Type.String(),
    rate_limit: Type.Number({ description: 'Requests a second; 0 is no limit.' }),
    created_at: Time,
    disabled_at: MaybeTime,
    expires_at: MaybeTime,
    last_used_at: Type.Union([Time, Type.Null()], { description: 'To the minute.' }),
  },
  closed,
)
export type ManagedApiKey = Static<typeof ManagedApiKey>

const Expiry = Type.Union([Time, Type.Null()], {
  description: 'From then on the key is answered like none. Null: never.',
})
export const ApiKeyCreation = Type.Object(
  {
    type: Type.Enum([...apiKeyTypes]),
    name: Name,
    description: Type.Optional(Description),
    environment: Type.Optional(
      Type.String({
        description: 'Without it: a public key is of the oldest environment, others of all.',
      }),
    ),
    expires_at: Type.Optional(Expiry),
  },
  closed,
)
export const ApiKeyUpdate = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    status: Type.Optional(Status),
    rate_limit: Type.Optional(Type.Number({ minimum: 0.1, maximum: 1_000_000 })),
    expires_at: Type.Optional(Expiry),
  },
  closed,
)

export const ManagedEncryptionKey = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    status: Status,
    environment: Type.String(),
    previous_token: MaybeText,
    token: Type.String({ description: 'Seals results now: 32 bytes in base64.' }),
    next_token: Type.Union([Type.String(), Type.Null()], {
      description: 'What `rotate` makes the token: give it to your servers before.',
    }),
    created_at: Time,
    last_activated_at: MaybeTime,
    last_rotated_at: MaybeTime,
    last_deactivated_at: MaybeTime,
  },
  closed,
)
export type ManagedEncryptionKey = Static<typeof ManagedEncryptionKey>

export const EncryptionKeyCreation = Type.Object(
  {
    environment: Type.String(),
    name: Type.Optional(Name),
    description: Type.Optional(Description),
  },
  closed,
)
export const EncryptionKeyUpdate = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    status: Type.Optional(Status),
  },
  closed,
)

export const ManagedFilteringRule = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    environment: Type.String(),
    expression: Type.String(),
    action: Type.Enum(['allow', 'deny']),
    status: Status,
    deny_with: MaybeText,
    created_at: Time,
    updated_at: MaybeTime,
  },
  closed,
)
export type ManagedFilteringRule = Static<typeof ManagedFilteringRule>

const Placement = Type.Object(
  {
    position: Type.Optional(Type.Integer({ minimum: 0, description: '0 is the first.' })),
    after: Type.Optional(Type.String({ description: 'Id of a rule.' })),
    before: Type.Optional(Type.String({ description: 'Id of a rule.' })),
  },
  closed,
)
export type RulePlacement = Static<typeof Placement>

const ruleCore = {
  expression: Type.String({ minLength: 1, maxLength: 4_096 }),
  action: Type.Enum(['allow', 'deny']),
  deny_with: Type.Optional(Type.Enum(['Forbidden'])),
}
const ruleFields = {
  name: Name,
  ...ruleCore,
  status: Type.Optional(Status),
  placement: Type.Optional(Placement),
}
const RuleItem = Type.Object(ruleFields, closed)
export type FilteringRuleItem = Static<typeof RuleItem>

export const FilteringRuleCreation = Type.Object(
  { environment: Type.String(), ...ruleFields },
  closed,
)
export const FilteringRuleUpdate = Type.Object(
  {
    environment: Type.Optional(Type.String()),
    name: Type.Optional(Name),
    expression: Type.Optional(ruleCore.expression),
    action: Type.Optional(ruleCore.action),
    deny_with: ruleCore.deny_with,
    status: Type.Optional(Status),
    placement: Type.Optional(Placement),
  },
  closed,
)
export type FilteringRuleUpdate = Static<typeof FilteringRuleUpdate>

export const FilteringRulesBulk = Type.Object(
  {
    environment: Type.String(),
    mode: Type.Optional(
      Type.Enum(['merge', 'overwrite'], {
        description: '`merge` changes the rule of the same name and adds the others.',
      }),
    ),
    rules: Type.Array(RuleItem, { maxItems: 100 }),
  },
  closed,
)

const Texts = Type.Record(Type.String({ maxLength: 256 }), Type.Array(Type.String()))
export const FilteringRulesTest = Type.Object(
  {
    rules: Type.Optional(Type.Array(Type.Object(ruleCore, closed), { maxItems: 100 })),
    environment: Type.Optional(Type.String()),
    test_request_id: Type.Optional(Type.String({ description: 'Id of an event.' })),
    test_request_payload: Type.Optional(
      Type.Object(
        {
          headers: Type.Optional(Texts),
          ip: Type.Optional(Type.String()),
          userAgent: Type.Optional(Type.String()),
          sdkPlatform: Type.Optional(Type.Enum(['js', 'android', 'ios'])),
          sdkVersion: Type.Optional(Type.String()),
          appPackageName: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type FilteringRulesTest = Static<typeof FilteringRulesTest>

export const FilteringRulesTestResult = Type.Object(
  {
    result: Type.Enum(['allow', 'deny']),
    deny_with: MaybeText,
    triggered_rule: Type.Union([Type.String(), Type.Null()], {
      description: 'The expression that decided.',
    }),
  },
  closed,
)

/** `{"data": …}` around one object. */
export function dataOf<T extends TProperties>(item: ReturnType<typeof Type.Object<T>>) {
  return Type.Object({ data: item }, closed)
}

/** A list that is given in one piece. */
export function listOf<T extends TProperties>(item: ReturnType<typeof Type.Object<T>>) {
  return Type.Object({ data: Type.Array(item) }, closed)
}

const Pagination = Type.Object({ next_cursor: MaybeText, prev_cursor: MaybeText }, closed)

/** A page of a list. */
export function pageOf<T extends TProperties>(item: ReturnType<typeof Type.Object<T>>) {
  return Type.Object(
    {
      data: Type.Array(item),
      metadata: Type.Object({ pagination: Pagination }, closed),
    },
    closed,
  )
}
