import { type Static, Type } from 'typebox'

/** What the gate answers for a field that is not there: the published API does not name it. */
const closed = { additionalProperties: false, 'x-whorl-error': 'request_cannot_be_parsed' } as const

const parts = {
  linkedId: Type.String({ maxLength: 256, description: 'Replaces the linked id.' }),
  tag: Type.Record(Type.String(), Type.Unknown(), {
    description: 'Replaces all tags: nothing is merged.',
  }),
  suspect: Type.Boolean({ description: 'Whether somebody found the event suspicious.' }),
}

/** Body of v4 `PATCH /v4/events/{event_id}` (Fingerprint OpenAPI 3.7.0). */
export const EventUpdateV4 = Type.Object(
  {
    linked_id: Type.Optional(parts.linkedId),
    tags: Type.Optional(parts.tag),
    suspect: Type.Optional(parts.suspect),
  },
  { ...closed, description: 'What to change of an event; at least one field.' },
)
export type EventUpdateV4 = Static<typeof EventUpdateV4>

/** Body of v3 `PUT /events/{request_id}` (Fingerprint OpenAPI 3.7.0). */
export const EventUpdateV3 = Type.Object(
  {
    linkedId: Type.Optional(parts.linkedId),
    tag: Type.Optional(parts.tag),
    suspect: Type.Optional(parts.suspect),
  },
  { ...closed, description: 'What to change of an event; at least one field.' },
)
export type EventUpdateV3 = Static<typeof EventUpdateV3>
