import { SearchResponseV3, WhorlError } from '@whorl/wire'
import { type Static, Type } from 'typebox'
import { toEventV3 } from '../../answer/event-v3'
import { fromStore } from '../../pipeline/from-store'
import { readPaginationKey, toPaginationKey } from '../../search/pagination-key'
import { sharedParameters } from '../../search/parameters'
import { listOf, toEventSearch } from '../../search/to-event-search'
import { workspaceSettings } from '../../tenants/settings'
import { defineRoute } from '../define'

const limitMax = 500
const invalid = { 'x-whorl-error': 'invalid_parameter' }

const Query = Type.Object({
  limit: Type.Integer({
    minimum: 1,
    'x-whorl-error': 'invalid_limit',
    description: `How many events; more than ${limitMax} is ${limitMax}.`,
  }),
  ...sharedParameters,
  start: Type.Optional(
    Type.Integer({ 'x-whorl-error': 'invalid_start_time', description: 'Unix ms, inclusive.' }),
  ),
  end: Type.Optional(
    Type.Integer({ 'x-whorl-error': 'invalid_end_time', description: 'Unix ms, inclusive.' }),
  ),
  ip_address: Type.Optional(
    Type.String({
      pattern: '/',
      'x-whorl-error': 'invalid_ip_address',
      description: 'A network in CIDR notation; one address is `/32` or `/128`.',
    }),
  ),
  ip_blocklist: Type.Optional(
    Type.Boolean({ ...invalid, description: 'The address is on a list of the operator.' }),
  ),
  datacenter: Type.Optional(
    Type.Boolean({ ...invalid, description: 'Either address belongs to a data centre.' }),
  ),
  proximity_precision_radius: Type.Optional(
    Type.Enum(['10', '25', '65', '175', '450', '1200', '3300', '8500', '22500'], invalid),
  ),
})
type Query = Static<typeof Query>

/** `GET /events/search` of Server API v3. */
export const searchEventsV3 = defineRoute({
  method: 'GET',
  path: '/events/search',
  family: 'v3',
  access: { key: 'secret' },
  summary: 'Search events (v3)',
  schema: {
    query: Query,
    response: { 200: { description: 'A page of events.', schema: SearchResponseV3 } },
  },
  errors: [
    'invalid_limit',
    'invalid_bot_type',
    'invalid_ip_address',
    'invalid_start_time',
    'invalid_end_time',
    'invalid_reverse',
    'invalid_visitor_id',
    'linked_id_too_long',
    'invalid_pagination_key',
    'invalid_parameter',
    'too_many_searches',
    'service_unavailable',
    'search_timeout',
  ],
  async handle({ house, owner, query, now }): Promise<SearchResponseV3> {
    const { smartSignals } = workspaceSettings(owner.workspace)
    const { after, window } = query.pagination_key ? readPaginationKey(query.pagination_key) : {}
    const search = toEventSearch(query, restOf(query), { owner, now, window })
    if (!search) return { events: [] }
    const limit = Math.min(query.limit, limitMax)
    const { events, next } = await fromStore(
      house.store.events.search({ ...search, limit, ...(after && { after }) }),
    )
    return {
      events: events.map((event) => {
        // The search asked for events of devices.
        if (event.source === 'edge') throw new WhorlError('failed')
        return toEventV3(event, { smartSignals })
      }),
      ...(next && { paginationKey: toPaginationKey(next, search) }),
    }
  },
})

function restOf(query: Query) {
  return {
    start: query.start,
    end: query.end,
    ip_address: query.ip_address,
    signals: { ipBlocklist: query.ip_blocklist, datacenter: query.datacenter },
    kinds: { areaRadius: listOf(query.proximity_precision_radius) },
  }
}
