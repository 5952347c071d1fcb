import type { EventSearch } from '@whorl/store'
import { BotInfoV4, SearchResponseV4 } from '@whorl/wire'
import { type Static, Type } from 'typebox'
import { toStoredEventV4 } from '../../answer/stored-event-v4'
import { fromStore } from '../../pipeline/from-store'
import { readPaginationKey, toPaginationKey } from '../../search/pagination-key'
import { sharedParameters } from '../../search/parameters'
import { readTime } from '../../search/read-time'
import { listOf, toEventSearch } from '../../search/to-event-search'
import { workspaceSettings } from '../../tenants/settings'
import { defineRoute } from '../define'

const limitDefault = 10
const limitMax = 100
const hitsMax = 1_000

const invalid = { 'x-whorl-error': 'invalid_parameter' }
const text = (description: string) => Type.Optional(Type.String({ ...invalid, description }))
const anyOf = (description: string) =>
  Type.Optional(Type.Array(Type.String(), { ...invalid, description }))
const flag = (description: string) => Type.Optional(Type.Boolean({ ...invalid, description }))
const time = (code: string, description: string) =>
  Type.Optional(Type.String({ 'x-whorl-error': code, description }))

const Query = Type.Object({
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limitMax,
      'x-whorl-error': 'invalid_limit',
      description: `How many events; ${limitDefault} when none is given.`,
    }),
  ),
  ...sharedParameters,
  start: time('invalid_start_time', 'RFC 3339 or Unix ms, inclusive; seven days ago by default.'),
  end: time('invalid_end_time', 'RFC 3339 or Unix ms, inclusive; now by default.'),
  high_recall_id: text('The coarser id.'),
  bot_info: Type.Optional(
    Type.Enum(['all', 'none'], {
      ...invalid,
      description: '`all`: events that name a program; `none`: those that name none.',
    }),
  ),
  bot_info_category: Type.Optional(Type.Array(BotInfoV4.properties.category, invalid)),
  bot_info_identity: Type.Optional(
    Type.Array(Type.Enum(['verified', 'signed', 'spoofed', 'unknown']), invalid),
  ),
  bot_info_confidence: Type.Optional(Type.Array(Type.Enum(['low', 'medium', 'high']), invalid)),
  bot_info_provider: anyOf('Any of these providers, spelled exactly.'),
  bot_info_name: anyOf('Any of these names, spelled exactly.'),
  ip_address: Type.Optional(
    Type.String({ 'x-whorl-error': 'invalid_ip_address', description: 'An address or a network.' }),
  ),
  asn: text('Number of the network, of either address.'),
  url: text('The whole address of the page, exactly.'),
  origin: text('Scheme, host and port of the address of the page.'),
  bundle_id: text('No event has it yet: none is found.'),
  package_name: text('No event has it yet: none is found.'),
  tor_node: flag('The address is a Tor exit.'),
  simulator: flag('No event has it yet: none is found.'),
  active_call: flag('No event has it yet: none is found.'),
  incremental_identification_status: Type.Optional(
    Type.Enum(['partially_completed', 'completed'], {
      ...invalid,
      description: 'No event has it: none is found.',
    }),
  ),
  total_hits: Type.Optional(
    Type.Integer({
      ...invalid,
      minimum: 1,
      maximum: hitsMax,
      description: 'Counts the events of all pages, up to this number.',
    }),
  ),
  source: Type.Optional(
    Type.Array(Type.Enum(['edge']), {
      ...invalid,
      description: '`edge`: what your servers reported; else the events of devices.',
    }),
  ),
})
type Query = Static<typeof Query>

/** `GET /v4/events` */
export const searchEvents = defineRoute({
  method: 'GET',
  path: '/v4/events',
  family: 'v4',
  access: { key: 'secret' },
  summary: 'Search events',
  schema: {
    query: Query,
    response: { 200: { description: 'A page of events.', schema: SearchResponseV4 } },
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
  async handle({ house, owner, query, now }): Promise<SearchResponseV4> {
    const { smartSignals } = workspaceSettings(owner.workspace)
    const { after, window } = query.pagination_key ? readPaginationKey(query.pagination_key) : {}
    const shared = toEventSearch(query, restOf(query), { owner, now, window })
    const search = shared && withOwnFilters(shared, query, smartSignals)
    const max = query.total_hits
    if (!search) return { events: [], ...(max !== undefined && { total_hits: 0 }) }
    const limit = query.limit ?? limitDefault
    const { events } = house.store
    // Together: the budget of both begins now.
    const [page, hits] = await Promise.all([
      fromStore(events.search({ ...search, limit, ...(after && { after }) })),
      max === undefined ? undefined : fromStore(events.countFound(search, max)),
    ])
    return {
      events: page.events.map((event) => toStoredEventV4(event, { smartSignals })),
      ...(page.next && { pagination_key: toPaginationKey(page.next, search) }),
      ...(hits !== undefined && { total_hits: hits }),
    }
  },
})

function restOf(query: Query) {
  return {
    start: readTime(query.start, 'invalid_start_time'),
    end: readTime(query.end, 'invalid_end_time'),
    ip_address: query.ip_address,
    asn: query.asn,
    signals: { torNode: query.tor_node },
    kinds: {
      botCategory: query.bot_info_category,
      botIdentity: query.bot_info_identity,
      botConfidence: query.bot_info_confidence,
    },
    texts: {
      url: listOf(query.url),
      origin: listOf(query.origin),
      highRecallId: listOf(query.high_recall_id),
      botProvider: query.bot_info_provider,
      botName: query.bot_info_name,
    },
  }
}

const noEventHas = [
  'bundle_id',
  'package_name',
  'simulator',
  'active_call',
  'incremental_identification_status',
] as const satisfies readonly (keyof Query)[]

function withOwnFilters(
  search: EventSearch,
  query: Query,
  smartSignals: boolean,
): EventSearch | undefined {
  if (noEventHas.some((name) => query[name] !== undefined)) return undefined
  // Without Smart Signals no event shows a program.
  if (query.bot_info === 'all' && !smartSignals) return undefined
  const hasFilter = query.bot_info !== undefined && smartSignals
  return {
    ...search,
    ...(query.source && { source: 'edge' }),
    ...(hasFilter && { hasBotInfo: query.bot_info === 'all' }),
  }
}
