import { EventResponseV3 } from '@whorl/wire'
import { Type } from 'typebox'
import { toEventV3 } from '../../answer/event-v3'
import { workspaceSettings } from '../../tenants/settings'
import { defineRoute } from '../define'
import { findDeviceEventOf } from '../find-event'

/** `GET /events/{request_id}` of Server API v3. */
export const getEventV3 = defineRoute({
  method: 'GET',
  path: '/events/:request_id',
  family: 'v3',
  access: { key: 'secret' },
  summary: 'Get an event by its request id (v3)',
  schema: {
    params: Type.Object({ request_id: Type.String({ description: 'Also a v4 event id.' }) }),
    response: { 200: { description: 'The event, product by product.', schema: EventResponseV3 } },
  },
  errors: ['event_not_found'],
  async handle({ house, owner, params }) {
    const event = await findDeviceEventOf(house, owner, params.request_id)
    const { smartSignals } = workspaceSettings(owner.workspace)
    return toEventV3(event, { smartSignals })
  },
})
