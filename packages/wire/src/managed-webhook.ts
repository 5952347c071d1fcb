import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false }
const Status = Type.Enum(['enabled', 'disabled'])
const Id = Type.Union([Type.String(), Type.Null()])
const Url = Type.String({ minLength: 1, maxLength: 2_048 })
const Description = Type.String({ maxLength: 256 })

const maybeTime = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })

/**
 * A webhook of the Management API. `version`, `failures`, `disabled_reason` and `resting_until` are
 * ours.
 */
export const ManagedWebhook = Type.Object(
  {
    id: Type.String(),
    url: Type.String(),
    description: Type.String(),
    status: Status,
    verified: Type.Boolean({ description: 'A test arrived at this address.' }),
    environment: Type.Union([Type.String(), Type.Null()], {
      description: 'Null: events of every environment of the workspace.',
    }),
    legacy: Type.Boolean({ description: 'The body is that of v3.' }),
    version: Type.Enum(['3', '4']),
    signing_key: Type.Union([Type.String(), Type.Null()], {
      description: 'Shown when it is made; null otherwise.',
    }),
    basic_auth: Type.Boolean({ description: 'A user name and a password are sent.' }),
    failures: Type.Integer({ description: 'In a row; 0 after a success.' }),
    disabled_reason: Type.Union([Type.String(), Type.Null()], {
      description: 'Why it is left alone after too many failures; null otherwise.',
    }),
    resting_until: maybeTime('When it is tried again after too many failures; null otherwise.'),
    created_at: Type.String({ format: 'date-time' }),
    last_enabled_at: maybeTime('When it was switched on last, or worked again.'),
    last_disabled_at: maybeTime('When it was switched off last, or failed too often.'),
  },
  closed,
)
export type ManagedWebhook = Static<typeof ManagedWebhook>

const BasicAuth = Type.Object(
  { username: Type.String({ minLength: 1 }), password: Type.String({ minLength: 1 }) },
  closed,
)

export const WebhookCreation = Type.Object(
  {
    url: Url,
    description: Type.Optional(Description),
    environment: Type.Optional(Type.String()),
    version: Type.Optional(Type.Enum(['3', '4'])),
    basic_auth: Type.Optional(BasicAuth),
  },
  closed,
)

export const WebhookUpdate = Type.Object(
  {
    url: Type.Optional(Url),
    description: Type.Optional(Description),
    environment: Type.Optional(Id),
    version: Type.Optional(Type.Enum(['3', '4'])),
    status: Type.Optional(Status),
    basic_auth: Type.Optional(Type.Union([BasicAuth, Type.Null()])),
  },
  closed,
)

/** One delivery and every attempt at it. */
export const ManagedDelivery = Type.Object(
  {
    id: Type.String(),
    event_id: Type.String({ description: 'Empty for a test.' }),
    kind: Type.String(),
    state: Type.String(),
    reason: Type.Optional(Type.String()),
    attempts: Type.Integer(),
    log: Type.Array(Type.Unknown()),
    created_at: Type.String({ format: 'date-time' }),
  },
  closed,
)
export type ManagedDelivery = Static<typeof ManagedDelivery>
