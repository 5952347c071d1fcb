import { evaluateRuleset } from '@whorl/core'
import { EventV4 } from '@whorl/wire'
import { Type } from 'typebox'
import { toStoredEventV4 } from '../../answer/stored-event-v4'
import { toEdgeWhorlPart, toWhorlPart } from '../../answer/whorl-part'
import { findRuleset } from '../../rulesets/find-ruleset'
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
        Type.String({
          description:
            'A ruleset of the workspace: adds `rule_action`, what it says to do with the request.',
        }),
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
    // Before the event is looked for: parameters come first.
    const ruleset = query.ruleset_id ? findRuleset(owner.workspace, query.ruleset_id) : undefined
    const event = await findEvent(house, owner, params.event_id)
    const { smartSignals } = workspaceSettings(owner.workspace)
    const shown = toStoredEventV4(event, { smartSignals })
    const answer = { ...shown, ...(ruleset && { rule_action: evaluateRuleset(ruleset, shown) }) }
    if (!query.include?.some((text) => text.split(',').includes('whorl'))) return answer
    if (event.source === 'edge') return { ...answer, whorl: toEdgeWhorlPart(event) }
    const visitor = await house.store.visitors.find(
      owner.workspace.id,
      event.identification.visitorId,
    )
    return { ...answer, whorl: toWhorlPart(event, visitor?.visitorId) }
  },
})
