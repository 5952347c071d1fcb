import { EventUpdateV3 } from '@whorl/wire'
import { Type } from 'typebox'
import { updateEvent } from '../../pipeline/update-event'
import { defineRoute, reply } from '../define'

/** As the published v3 has it. */
const daysMax = 10

/** `PUT /events/{request_id}` of Server API v3. */
export const putEvent = defineRoute({
  method: 'PUT',
  path: '/events/:request_id',
  family: 'v3',
  access: { key: 'secret' },
  summary: 'Change linked id, tag or suspect of an event (v3)',
  schema: {
    params: Type.Object({ request_id: Type.String({ description: 'Also a v4 event id.' }) }),
    body: EventUpdateV3,
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
  async handle({ house, owner, params, body: change, now }) {
    const eventId = params.request_id
    await updateEvent(house, { owner, eventId, change, now, daysMax, isOfDevicesOnly: true })
    return reply({ status: 200 })
  },
})
