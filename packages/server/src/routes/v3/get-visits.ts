import type { EventRecord } from '@whorl/core'
import {
  eventIdPattern,
  timestampOfEvent,
  VisitorsResponseV3,
  visitorIdPattern,
  WhorlError,
} from '@whorl/wire'
import { Type } from 'typebox'
import { toVisitV3 } from '../../answer/event-v3'
import { mayReadEnvironment } from '../../auth/authenticate'
import type { House, KeyOwner } from '../../house'
import { workspaceSettings } from '../../tenants/settings'
import { defineRoute } from '../define'

const scannedDefault = 100
const scannedMax = 500
/** A key of one environment skips the events of others; after this many rounds it stops. */
const roundsMax = 20

/** `GET /visitors/{visitor_id}` of Server API v3. */
export const getVisits = defineRoute({
  method: 'GET',
  path: '/visitors/:visitor_id',
  family: 'v3-visitors',
  access: { key: 'secret' },
  summary: 'Get the visits of a visitor (v3)',
  schema: {
    params: Type.Object({ visitor_id: Type.String() }),
    query: Type.Object({
      request_id: Type.Optional(
        Type.String({ pattern: eventIdPattern.source, description: 'Only this visit.' }),
      ),
      linked_id: Type.Optional(Type.String({ description: 'Only visits with this linked id.' })),
      limit: Type.Optional(
        Type.Integer({
          minimum: 0,
          description: `How many visits are scanned before the filters apply; 0 or none is ${scannedDefault}, more than ${scannedMax} is ${scannedMax}.`,
        }),
      ),
      paginationKey: Type.Optional(
        Type.String({
          pattern: eventIdPattern.source,
          description: 'From the answer before: goes on behind it.',
        }),
      ),
      before: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Only visits before this Unix ms.' }),
      ),
    }),
    response: { 200: { description: 'Visits, newest first.', schema: VisitorsResponseV3 } },
  },
  errors: ['invalid_visitor_id', 'request_cannot_be_parsed'],
  async handle({ house, owner, params, query }): Promise<VisitorsResponseV3> {
    const visitorId = params.visitor_id
    if (!visitorIdPattern.test(visitorId)) throw new WhorlError('invalid_visitor_id')
    const limit = Math.min(query.limit || scannedDefault, scannedMax)
    const { events, hasMore } = await scan(house, owner, { visitorId, limit, before: start(query) })
    const last = events.at(-1)
    const { smartSignals } = workspaceSettings(owner.workspace)
    return {
      visitorId,
      visits: events
        .filter(({ eventId }) => query.request_id === undefined || eventId === query.request_id)
        .filter(({ linkedId }) => query.linked_id === undefined || linkedId === query.linked_id)
        .map((event) => toVisitV3(event, { smartSignals })),
      ...(last && { lastTimestamp: last.timestamp }),
      ...(last && hasMore && { paginationKey: last.eventId }),
    }
  },
})

interface Cursor {
  readonly timestamp: number
  readonly eventId?: string
}

function start(query: { paginationKey?: string; before?: number }): Cursor | undefined {
  const { paginationKey, before } = query
  if (paginationKey !== undefined)
    return { timestamp: timestampOfEvent(paginationKey), eventId: paginationKey }
  return before === undefined ? undefined : { timestamp: before }
}

interface Scan {
  readonly visitorId: string
  readonly limit: number
  readonly before: Cursor | undefined
}

/**
 * The next events of the visitor that this key may see. Events of other environments neither count
 * nor show as a cursor.
 */
async function scan({ store }: House, owner: KeyOwner, { visitorId, limit, before }: Scan) {
  const events: EventRecord[] = []
  const wanted = limit + 1
  let cursor = before
  for (let round = 0; round < roundsMax && events.length < wanted; round++) {
    const size = owner.environment ? scannedMax : Math.min(wanted - events.length, scannedMax)
    const page = await store.events.listByVisitor({
      workspaceId: owner.workspace.id,
      visitorId,
      limit: size,
      ...(cursor && { before: cursor }),
    })
    events.push(...page.filter(({ environmentId }) => mayReadEnvironment(owner, environmentId)))
    const last = page.at(-1)
    if (!last || page.length < size) break
    cursor = { timestamp: last.timestamp, eventId: last.eventId }
  }
  return { events: events.slice(0, limit), hasMore: events.length > limit }
}
