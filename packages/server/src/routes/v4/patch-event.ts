import { EventUpdateV4 } from '@whorl/wire'
import { Type } from 'typebox'
import { updateEvent } from '../../pipeline/update-event'
import { defineRoute, reply } from '../define'

/** One month, as the published v4 has it. */
const daysMax = 30

/** `PATCH /v4/events/{event_id}` */
export const patchEvent = defineRoute({
  method: 'PATCH',
  path: '/v4/events/:event_id',
  family: 'v4',
  access: { key: 'secret' },
  summary: 'Change linked id, tags or suspect of an event',
  schema: {
    params: Type.Object({ event_id: Type.String({ description: 'Also a v3 request id.' }) }),
    body: EventUpdateV4,
    response: { 200: { description: 'Changed. The body is empty.' } },
  },
  errors: [
    'request_cannot_be_parsed',
    'nothing_to_update',
    'event_too_old',
    'event_not_found',
    'state_not_ready',
    'request_read_timeout',
    'payload_too_large',
    'service_unavailable',
  ],
  async handle({ house, owner, params, body, now }) {
    const { linked_id: linkedId, tags: tag, suspect } = body
    const change = { linkedId, tag, suspect }
    await updateEvent(house, { owner, eventId: params.event_id, change, now, daysMax })
    return reply({ status: 200 })
  },
})
