import { isSameDevice, relatedKeys } from '@whorl/core'
import { RelatedVisitorsResponseV3, visitorIdPattern, WhorlError } from '@whorl/wire'
import { Type } from 'typebox'
import { mayReadEnvironment } from '../../auth/authenticate'
import type { House, KeyOwner } from '../../house'
import { fromStore } from '../../pipeline/from-store'
import { workspaceSettings } from '../../tenants/settings'
import { defineRoute } from '../define'

/** Six months, as the published v3 has it. */
const ageMsMax = 183 * 86_400_000
/** How far back an event is looked for that a key of one environment may see. */
const eventsLookedAt = 50

/** `GET /related-visitors` of Server API v3. */
export const getRelatedVisitors = defineRoute({
  method: 'GET',
  path: '/related-visitors',
  family: 'v3',
  access: { key: 'secret' },
  summary: 'Get other visitors of the same device (v3)',
  schema: {
    query: Type.Object({
      visitor_id: Type.Optional(Type.String({ description: 'Required.' })),
    }),
    response: {
      200: {
        description: 'Visitors that are most likely other browsers of the same machine.',
        schema: RelatedVisitorsResponseV3,
      },
    },
  },
  errors: [
    'feature_not_enabled',
    'visitor_id_required',
    'invalid_visitor_id',
    'visitor_not_found',
    'service_unavailable',
  ],
  async handle({ house, owner, query, now }): Promise<RelatedVisitorsResponseV3> {
    if (!workspaceSettings(owner.workspace).relatedVisitors)
      throw new WhorlError('feature_not_enabled')
    const { visitor_id: visitorId } = query
    if (visitorId === undefined) throw new WhorlError('visitor_id_required')
    if (!visitorIdPattern.test(visitorId)) throw new WhorlError('invalid_visitor_id')
    return { relatedVisitors: await findRelated(house, owner, visitorId, now) }
  },
})

async function findRelated(house: House, owner: KeyOwner, visitorId: string, now: number) {
  const { store, populations } = house
  const workspaceId = owner.workspace.id
  const visitor = await fromStore(store.visitors.find(workspaceId, visitorId))
  if (!visitor || !(await mayRead(house, owner, visitor.visitorId)))
    throw new WhorlError('visitor_not_found')
  const { history } = await fromStore(
    store.visits.history({
      workspaceId,
      anchors: [],
      keys: relatedKeys(visitor),
      // Nobody's message: what is known of nonces and bodies is not looked at.
      nonce: '',
      bodyHash: '',
      noncesSince: now,
    }),
  )
  const population = await fromStore(populations.of(workspaceId))
  const related: { visitorId: string }[] = []
  for (const candidate of history.candidates) {
    const isOther = candidate.visitorId !== visitor.visitorId
    if (!isOther || now - candidate.lastSeenAt > ageMsMax) continue
    if (!isSameDevice(population, visitor, candidate)) continue
    if (await mayRead(house, owner, candidate.visitorId))
      related.push({ visitorId: candidate.visitorId })
  }
  return related
}

/** A key of one environment sees the visitors that it sees an event of. */
async function mayRead({ store }: House, owner: KeyOwner, visitorId: string): Promise<boolean> {
  if (!owner.environment) return true
  const query = { workspaceId: owner.workspace.id, visitorId, limit: eventsLookedAt }
  const events = await fromStore(store.events.listByVisitor(query))
  return events.some(({ environmentId }) => mayReadEnvironment(owner, environmentId))
}
