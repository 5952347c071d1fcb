import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false }
const Status = Type.Enum(['enabled', 'disabled'])
const Id = Type.Union([Type.String(), Type.Null()])

/** A webhook of the Management API. `version` and `failures` are ours. */
export const ManagedWebhook = Type.Object(
  {
    id: Type.String(),
    url: Type.String(),
    status: Status,
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
    created_at: Type.String({ format: 'date-time' }),
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
    url: Type.String({ minLength: 1, maxLength: 2_048 }),
    environment: Type.Optional(Type.String()),
    version: Type.Optional(Type.Enum(['3', '4'])),
    basic_auth: Type.Optional(BasicAuth),
  },
  closed,
)

export const WebhookUpdate = Type.Object(
  {
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 2_048 })),
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
