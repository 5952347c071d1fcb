import { EventV4, WhorlError } from '@whorl/wire'
import { Type } from 'typebox'
import { toEdgeV4 } from '../../answer/edge-v4'
import { toEventV4 } from '../../answer/event-v4'
import { toEdgeWhorlPart, toWhorlPart } from '../../answer/whorl-part'
import { workspaceSettings } from '../../tenants/settings'
import { defineRoute } from '../define'
import { findEvent } from '../find-event'

/** `GET /v4/events/{event_id}` */
export const getEvent = defineRoute({
  method: 'GET',
  path: '/v4/events/:event_id',
  family: 'v4',
  access: { key: 'secret' },
  summary: 'Get an event by its id',
  schema: {
    params: Type.Object({ event_id: Type.String({ description: 'Also a v3 request id.' }) }),
    query: Type.Object({
      ruleset_id: Type.Optional(
        Type.String({ description: 'There are no rulesets yet: any id is not found.' }),
      ),
      include: Type.Optional(
        Type.Array(Type.String(), {
          description:
            '`whorl` adds one top-level object `whorl` beside the published schema: why it is this visitor, with the weight of everything compared, the evidence of each Smart Signal, the state of late facts, every signal.',
        }),
      ),
    }),
    response: { 200: { description: 'The event.', schema: EventV4 } },
  },
  errors: ['ruleset_not_found', 'event_not_found'],
  async handle({ house, owner, params, query }) {
    // Silence would read as a rule that lets the request pass.
    if (query.ruleset_id) throw new WhorlError('ruleset_not_found')
    const event = await findEvent(house, owner, params.event_id)
    const { smartSignals } = workspaceSettings(owner.workspace)
    const isWhole = query.include?.some((text) => text.split(',').includes('whorl')) ?? false
    if (event.source === 'edge')
      return {
        ...toEdgeV4(event, { smartSignals }),
        ...(isWhole && { whorl: toEdgeWhorlPart(event) }),
      }
    const answer = toEventV4(event, { smartSignals })
    if (!isWhole) return answer
    const visitor = await house.store.visitors.find(
      owner.workspace.id,
      event.identification.visitorId,
    )
    return { ...answer, whorl: toWhorlPart(event, visitor?.visitorId) }
  },
})
