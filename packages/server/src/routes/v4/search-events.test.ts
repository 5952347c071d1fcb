import type { EventRecord } from '@whorl/core'
import { errors, SearchResponseV4 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../../test/open-api-house'
import { edgeRequest, sentBy } from '../../../test/sample-edge'
import { networkVerdicts } from '../../../test/sample-network'

const now = 1_790_000_100_000
const dayMs = 86_400_000
const hour = 3_600_000
let api: ApiHouse
/** One that has nothing, one that has everything, one of long ago. */
let bare: EventRecord
let full: EventRecord
let old: EventRecord
beforeAll(async () => {
  api = await openApiHouse()
  bare = await api.seed({ timestamp: now - 2 * hour, verdicts: {}, environmentId: main })
  full = await api.seed({ ...fullParts, timestamp: now - hour, environmentId: side })
  old = await api.seed({ timestamp: now - 8 * dayMs })
})
afterAll(() => api.close())

const main = 'ae_000000000000000a'
const side = 'ae_000000000000000b'
const value = <Value>(of: Value) => ({ value: of, evidence: [] })
const fullParts: Partial<EventRecord> = {
  url: 'https://shop.example:8443/cart?a=1&b=2',
  linkedId: 'order 1+ü',
  suspect: true,
  ip: '2001:db8::7',
  sdk: { platform: 'ios', version: '4.2.0' },
  identification: {
    visitorId: 'ABCDEFGHIJ0123456789',
    visitorFound: true,
    confidence: 1,
    highRecall: { visitorId: 'ABCDEFGHIJ0123456789_hr', visitorFound: true },
  },
  proximity: { id: 'w1aTfd4MCvl', precisionRadius: 25, confidence: 0.9 },
  suspectScore: { value: 12, weightsVersion: 4, contributions: {} },
  verdicts: {
    ...networkVerdicts,
    tor: value({ isExit: true }),
    bot: value({
      result: 'bad',
      type: 'x',
      info: {
        category: 'ai_agent',
        provider: 'OpenAI',
        name: 'ChatGPT-User',
        identity: 'signed',
        confidence: 'high',
      },
    }),
    incognito: value({ isPrivate: true, confidence: 'high' }),
    developer_tools: value({ isOpen: true }),
    privacy_settings: value({ isHiding: true }),
    tampering: value({
      isTampered: true,
      confidence: 'high',
      anomalyScore: 0.9,
      mlScore: 0.9,
      isAntiDetectBrowser: true,
    }),
    virtual_machine: value({ isVirtual: true, mlScore: 1 }),
    rare_device: value({ isRare: true, bucket: 'p99.9+' }),
  },
}

const get = (query: Record<string, string | string[]> = {}, key = 'sk_a', at = now) => {
  const search = new URLSearchParams()
  for (const [name, sent] of Object.entries(query))
    for (const one of [sent].flat()) search.append(name, one)
  return api.app.inject({
    method: 'GET',
    url: `/v4/events?${search}`,
    headers: { authorization: `Bearer ${key}`, 'x-whorl-now': String(at) },
  })
}
const find = async (
  query: Record<string, string | string[]> = {},
  key = 'sk_a',
  at: number = now,
) => {
  const answer = await get(query, key, at)
  expect(answer.statusCode, answer.body).toBe(200)
  expect([...Errors(SearchResponseV4, answer.json())]).toEqual([])
  return answer.json<SearchResponseV4>()
}
const idsOf = ({ events }: SearchResponseV4) => events.map(({ event_id }) => event_id)

describe('200', () => {
  test('lists the last seven days, newest first, in the published schema', async () => {
    const found = await find()
    expect(idsOf(found)).toEqual([full.eventId, bare.eventId])
    expect(found).not.toHaveProperty('pagination_key')
    expect(found).not.toHaveProperty('total_hits')
  })

  test.each<[string, string | string[]]>([
    ['visitor_id', 'ABCDEFGHIJ0123456789'],
    ['high_recall_id', 'ABCDEFGHIJ0123456789_hr'],
    ['bot', 'all'],
    ['bot', 'bad'],
    ['bot_info', 'all'],
    ['bot_info_category', ['scraping', 'ai_agent']],
    ['bot_info_identity', 'signed'],
    ['bot_info_confidence', ['low', 'high']],
    ['bot_info_provider', ['OpenAI', 'AWS']],
    ['bot_info_name', 'ChatGPT-User'],
    ['ip_address', '2001:db8::7'],
    ['ip_address', '2001:db8::/64'],
    ['asn', '64500'],
    ['linked_id', 'order 1+ü'],
    ['url', 'https://shop.example:8443/cart?a=1&b=2'],
    ['origin', 'https://shop.example:8443'],
    ['suspect', 'true'],
    ['vpn', 'true'],
    ['virtual_machine', 'true'],
    ['tampering', 'true'],
    ['anti_detect_browser', 'true'],
    ['incognito', 'true'],
    ['privacy_settings', 'true'],
    ['developer_tools', 'true'],
    ['rare_device', 'true'],
    ['proxy', 'true'],
    ['tor_node', 'true'],
    ['vpn_confidence', 'medium'],
    ['min_suspect_score', '12'],
    ['min_suspect_score', '11.5'],
    ['rare_device_percentile_bucket', 'p99.9+'],
    ['sdk_version', '4.2.0'],
    ['sdk_platform', 'ios'],
    ['environment', side],
    ['proximity_id', 'w1aTfd4MCvl'],
    ['start', String(now - hour)],
    ['start', new Date(now - hour).toISOString()],
  ])('%s=%s finds the event that has it and no other', async (name, wanted) => {
    expect(idsOf(await find({ [name]: wanted }))).toEqual([full.eventId])
  })

  test.each([
    ['bot_info', 'none'],
    ['ip_address', '203.0.113.0/24'],
    ['origin', 'https://shop.example'],
    ['sdk_platform', 'js'],
    ['environment', main],
    ['end', String(now - 2 * hour)],
    ['end', '2026-09-21T14:15:01+02:00'],
  ])('%s=%s finds the other one', async (name, wanted) => {
    expect(idsOf(await find({ [name]: wanted }))).toEqual([bare.eventId])
  })

  test.each([
    ...'suspect vpn virtual_machine tampering anti_detect_browser incognito'.split(' '),
    ...'privacy_settings developer_tools rare_device proxy tor_node'.split(' '),
  ])('%s=false is not the same as absent', async (name) => {
    expect(idsOf(await find({ [name]: 'false' }))).toEqual([])
  })

  test.each([
    ['bot', 'good'],
    ['bot', 'none'],
    ['min_suspect_score', '12.5'],
    ['linked_id', 'unknown'],
    ['visitor_id', 'zzzzzzzzzzzzzzzzzzzz'],
    ['asn', 'AS64500'],
    ['url', 'https://shop.example:8443/cart'],
    ['origin', 'https://shop.example:443'],
    ['jailbroken', 'false'],
    ['simulator', 'true'],
    ['bundle_id', 'com.example.app'],
    ['incremental_identification_status', 'completed'],
    ['environment', 'ae_unknown'],
    ['start', String(now + 1)],
  ])('%s=%s finds none', async (name, wanted) => {
    expect(await find({ [name]: wanted, total_hits: '5' })).toEqual({ events: [], total_hits: 0 })
  })

  test('filters together must all fit', async () => {
    expect(idsOf(await find({ vpn: 'true', bot: 'bad' }))).toEqual([full.eventId])
    expect(idsOf(await find({ vpn: 'true', bot: 'none' }))).toEqual([])
    expect(idsOf(await find({ vpn: 'true', environment: main }))).toEqual([])
  })

  test('nothing after a name, an unknown name and an empty list filter nothing', async () => {
    const query = { environment: '', vpn: '', ii: 'fingerprint-pro-server-node-sdk/7.7.1' }
    expect(idsOf(await find(query))).toEqual([full.eventId, bare.eventId])
  })

  test('start and end move apart from each other', async () => {
    const start = String(now - 30 * dayMs)
    expect(idsOf(await find({ start }))).toEqual([full.eventId, bare.eventId, old.eventId])
    expect(idsOf(await find({ start, end: String(now - 7 * dayMs) }))).toEqual([old.eventId])
    expect(idsOf(await find({ end: String(now - 7 * dayMs - 1) }))).toEqual([])
  })

  test.each([{}, { reverse: 'true' }])('pages with %j lose and repeat nothing', async (order) => {
    const query = { start: '0', limit: '1', total_hits: '2', ...order }
    const seen: string[] = []
    let key: string | undefined
    do {
      const page = await find({ ...query, ...(key && { pagination_key: key }) })
      expect(page.total_hits).toBe(2)
      seen.push(...idsOf(page))
      key = page.pagination_key
    } while (key && seen.length < 10)
    const newest = [full.eventId, bare.eventId, old.eventId]
    expect(seen).toEqual('reverse' in order ? newest.reverse() : newest)
  })

  test('what ages out of the seven days while somebody pages is not lost', async () => {
    const first = await find({ limit: '1', total_hits: '9' })
    const later = now + 7 * dayMs - hour
    const key = first.pagination_key ?? ''
    const rest = await find({ limit: '1', total_hits: '9', pagination_key: key }, 'sk_a', later)
    expect(idsOf(first)).toEqual([full.eventId])
    expect(idsOf(rest)).toEqual([bare.eventId])
    expect(rest.total_hits).toBe(2)
    // A new search looks at the seven days as they are then.
    expect(idsOf(await find({ limit: '1' }, 'sk_a', later + hour + 1))).toEqual([])
  })

  test('what happens while somebody pages from the oldest on is of the next search', async () => {
    const query = { limit: '1', reverse: 'true', linked_id: 'paged' }
    const one = (timestamp: number) => api.seed({ timestamp, linkedId: 'paged' })
    // After what the other tests look at.
    const then = now + 40 * dayMs
    const events = [await one(then - 40), await one(then - 30), await one(then - 20)]
    const first = await find(query, 'sk_a', then)
    const newer = await one(then + 1_000)
    const later = then + 5_000
    const rest = { ...query, limit: '9' }
    const key = first.pagination_key ?? ''
    expect(idsOf(first)).toEqual([events[0]?.eventId])
    expect(idsOf(await find({ ...rest, pagination_key: key }, 'sk_a', later))).toEqual([
      events[1]?.eventId,
      events[2]?.eventId,
    ])
    // What the caller asks for counts more than what the key remembers.
    const asked = { ...rest, pagination_key: key, end: String(later) }
    expect(idsOf(await find(asked, 'sk_a', later))).toContain(newer.eventId)
  })

  test('total_hits counts what there is when that is less', async () => {
    expect((await find({ limit: '1', total_hits: '1000' })).total_hits).toBe(2)
  })

  test('a key of one environment finds its own events, whatever it asks for', async () => {
    expect(idsOf(await find({}, 'sk_main'))).toEqual([bare.eventId])
    expect(idsOf(await find({ environment: side }, 'sk_main'))).toEqual([])
    expect(idsOf(await find({ environment: [side, main] }, 'sk_main'))).toEqual([bare.eventId])
  })

  test('another workspace finds none of it', async () => {
    expect(await find({ start: '0', total_hits: '9' }, 'sk_b')).toEqual({
      events: [],
      total_hits: 0,
    })
  })

  test('a workspace without Smart Signals is not told them by what a search finds', async () => {
    const event = await api.seed({ ...fullParts, workspaceId: 'ws_b', timestamp: now - hour })
    expect(idsOf(await find({}, 'sk_b'))).toEqual([event.eventId])
    expect(idsOf(await find({ linked_id: 'order 1+ü', suspect: 'true' }, 'sk_b'))).toHaveLength(1)
    for (const [name, wanted] of [
      ['vpn', 'true'],
      ['bot', 'bad'],
      ['bot_info', 'all'],
      ['asn', '64500'],
      ['min_suspect_score', '1'],
      ['proximity_id', 'w1aTfd4MCvl'],
      ['bot_info_name', 'ChatGPT-User'],
    ] as const) {
      expect(idsOf(await find({ [name]: wanted }, 'sk_b')), name).toEqual([])
    }
    expect(idsOf(await find({ bot_info: 'none' }, 'sk_b'))).toEqual([event.eventId])
  })

  test('what servers reported is found with source=edge, and only there', async () => {
    const { event_id: eventId } = (
      await api.app.inject({
        method: 'POST',
        url: '/v4/edge',
        headers: { authorization: 'Bearer sk_a', 'x-whorl-now': String(now - 5) },
        payload: edgeRequest({ headers: sentBy('curl/8.14.1'), linked_id: 'edge 1' }),
      })
    ).json<{ event_id: string }>()
    expect(idsOf(await find())).not.toContain(eventId)
    expect(idsOf(await find({ source: 'edge' }))).toEqual([eventId])
    expect(idsOf(await find({ source: 'edge', bot_info_name: 'curl' }))).toEqual([eventId])
    expect(idsOf(await find({ source: 'edge', bot_info: 'none' }))).toEqual([])
    expect(idsOf(await find({ source: 'edge', linked_id: 'edge 1' }))).toEqual([eventId])
    expect(idsOf(await find({ source: 'edge' }, 'sk_main'))).toEqual([])
  })
})

describe('400', () => {
  test.each<[string, string, keyof typeof errors]>([
    ['limit', '0', 'invalid_limit'],
    ['limit', '101', 'invalid_limit'],
    ['limit', '1.5', 'invalid_limit'],
    ['limit', 'ten', 'invalid_limit'],
    ['bot', 'ugly', 'invalid_bot_type'],
    ['ip_address', '1.2.3', 'invalid_ip_address'],
    ['ip_address', '10.0.0.0/33', 'invalid_ip_address'],
    ['start', 'yesterday', 'invalid_start_time'],
    ['start', '2026-13-01T00:00:00Z', 'invalid_start_time'],
    ['end', '2026-01-01', 'invalid_end_time'],
    ['reverse', '1', 'invalid_reverse'],
    ['visitor_id', 'short', 'invalid_visitor_id'],
    ['linked_id', 'x'.repeat(257), 'linked_id_too_long'],
    ['pagination_key', 'nonsense', 'invalid_pagination_key'],
    ['pagination_key', '1790000000000', 'invalid_pagination_key'],
  ])('%s=%s', async (name, sent, code) => {
    const answer = await get({ [name]: sent })
    expect(answer.statusCode).toBe(400)
    const [, , message] = errors[code].v4
    expect(answer.json()).toEqual({ error: { code: 'request_cannot_be_parsed', message } })
  })

  test('a pagination key counts as it was given only', async () => {
    const { pagination_key: key = '' } = await find({ limit: '1' })
    for (const changed of [`${key}=`, ` ${key}`, key.slice(1), `${key}!`]) {
      expect((await get({ pagination_key: changed })).statusCode, changed).toBe(400)
    }
  })

  test.each([
    ...'suspect vpn virtual_machine tampering anti_detect_browser incognito privacy_settings'.split(
      ' ',
    ),
    ...'jailbroken frida factory_reset cloned_app emulator root_apps developer_tools'.split(' '),
    ...'location_spoofing mitm_attack rare_device proxy tor_node simulator active_call'.split(' '),
    ...'vpn_confidence rare_device_percentile_bucket sdk_platform min_suspect_score'.split(' '),
    ...'bot_info bot_info_category bot_info_identity bot_info_confidence source'.split(' '),
    ...'total_hits incremental_identification_status'.split(' '),
  ])('%s takes only what it can be, and the error names it', async (name) => {
    const answer = await get({ [name]: 'TRUE' })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({
      error: { code: 'request_cannot_be_parsed', message: `invalid ${name}` },
    })
  })
})

describe('403', () => {
  test('the key is checked before the parameters', async () => {
    const answer = await get({ limit: '0' }, 'sk_nobody')
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.code).toBe('secret_api_key_not_found')
  })
})
