import type { Event, SearchEventsFilter } from '@fingerprint/node-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSdkV4 } from './server-sdk'
import { addresses } from './world/network-files'
import { openWorld, type World } from './world/open-world'
import { sendWorld } from './world/send-world'
import { worldKeys } from './world/tenants'

type Filter = NonNullable<SearchEventsFilter>
type Row = readonly [filter: Filter, fits: (event: Event) => unknown]

let world: World
/** Of devices, newest first, as the SDK reads each of them by its id. */
let events: Event[]
let edges: Event[]
const sdk = () => openSdkV4(world.endpoint, worldKeys.secret)
beforeAll(async () => {
  world = await openWorld()
  const { eventIds, edgeIds } = await sendWorld(world)
  events = await Promise.all([...eventIds].reverse().map((id) => sdk().getEvent(id)))
  edges = await Promise.all([...edgeIds].reverse().map((id) => sdk().getEvent(id)))
})
afterAll(() => world.close())

const search = async (filter: Filter) =>
  (await sdk().searchEvents({ limit: 100, ...filter })).events

/** The search finds exactly the events that fit, each as `getEvent` shows it. */
async function expectExactly([filter, fits]: Row, of: readonly Event[] = events) {
  const found = await search(filter)
  for (const event of found) expect(Boolean(fits(event)), event.event_id).toBe(true)
  expect(found).toEqual(of.filter(fits))
  return found
}

test('without a filter every event of a device is found', async () => {
  expect(await search({})).toEqual(events)
})

describe('a flag', () => {
  test.each<[keyof Filter, (event: Event) => unknown]>([
    ['vpn', ({ vpn }) => vpn],
    ['proxy', ({ proxy }) => proxy],
    ['incognito', ({ incognito }) => incognito],
    ['tampering', ({ tampering }) => tampering],
    ['anti_detect_browser', (event) => event.tampering_details?.anti_detect_browser],
    ['virtual_machine', (event) => event.virtual_machine],
    ['privacy_settings', (event) => event.privacy_settings],
    ['developer_tools', (event) => event.developer_tools],
    ['tor_node', (event) => event.ip_blocklist?.tor_node],
    ['suspect', ({ suspect }) => suspect],
  ])('%s finds the true ones, the false ones, and neither where it is absent', async (name, of) => {
    for (const wanted of [true, false]) {
      const found = await expectExactly([{ [name]: wanted }, (event) => of(event) === wanted])
      expect(found.length, `${name}=${wanted}`).toBeGreaterThan(0)
      expect(found.length, `${name}=${wanted}`).toBeLessThan(events.length)
    }
  })

  // Needs 1,000 visitors: filters by a value are tried beside the route.
  test.each(['rare_device'] as const)('%s finds none where no event has it', async (name) => {
    for (const wanted of [true, false])
      await expectExactly([{ [name]: wanted }, (event) => event[name] === wanted])
  })

  test.each([
    'jailbroken',
    'frida',
    'factory_reset',
    'cloned_app',
    'emulator',
    'root_apps',
    'location_spoofing',
    'mitm_attack',
    'simulator',
    'active_call',
  ] as const)('%s of phones finds none, true or false', async (name) => {
    for (const wanted of [true, false]) expect(await search({ [name]: wanted })).toEqual([])
  })
})

/** Each must find some events and leave some out. */
const rows = (): Row[] => {
  const [first] = events.filter(({ linked_id }) => linked_id === 'customer 1+ü')
  if (!first) throw new Error('the first visit is not there')
  const { identification, supplementary_id_high_recall: highRecall, url = '' } = first
  const isBot = ({ bot }: Event) => bot === 'bad' || bot === 'good'
  const info = (read: (bot: NonNullable<Event['bot_info']>) => unknown) => (event: Event) =>
    event.bot_info && read(event.bot_info)
  const asnOf = ({ ip_info }: Event) => [ip_info?.v4?.asn, ip_info?.v6?.asn]
  const middle = events[Math.floor(events.length / 2)]?.timestamp ?? 0
  return [
    [
      { visitor_id: identification?.visitor_id ?? '' },
      (event) => event.identification?.visitor_id === identification?.visitor_id,
    ],
    [
      { high_recall_id: highRecall?.visitor_id ?? '' },
      (event) => event.supplementary_id_high_recall?.visitor_id === highRecall?.visitor_id,
    ],
    [{ bot: 'all' }, isBot],
    [{ bot: 'bad' }, ({ bot }) => bot === 'bad'],
    [{ bot: 'good' }, ({ bot }) => bot === 'good'],
    [{ bot: 'none' }, ({ bot }) => bot === 'not_detected'],
    [{ bot_info: 'all' }, (event) => event.bot_info],
    [{ bot_info: 'none' }, (event) => !event.bot_info],
    [
      { bot_info_category: ['ai_crawler', 'scraping'] },
      info(({ category }) => category === 'ai_crawler' || category === 'scraping'),
    ],
    [
      { bot_info_category: ['browser_automation'] },
      info(({ category }) => category === 'browser_automation'),
    ],
    [
      { bot_info_identity: ['verified', 'spoofed'] },
      info(({ identity }) => identity === 'verified' || identity === 'spoofed'),
    ],
    [{ bot_info_identity: ['unknown'] }, info(({ identity }) => identity === 'unknown')],
    [{ bot_info_confidence: ['high'] }, info(({ confidence }) => confidence === 'high')],
    [{ bot_info_provider: ['OpenAI', 'nobody'] }, info(({ provider }) => provider === 'OpenAI')],
    [{ bot_info_name: ['GPTBot'] }, info(({ name }) => name === 'GPTBot')],
    [{ ip_address: addresses.household }, (event) => event.ip_address === addresses.household],
    [{ ip_address: '81.40.0.0/15' }, (event) => /^81\.4[01]\./.test(event.ip_address ?? '')],
    [{ ip_address: '2a02::/16' }, (event) => event.ip_address?.startsWith('2a02:')],
    [{ asn: '3320' }, (event) => asnOf(event).includes('3320')],
    [{ linked_id: 'customer 2' }, (event) => event.linked_id === 'customer 2'],
    [{ url }, (event) => event.url === url],
    [
      { origin: new URL(url).origin },
      (event) => new URL(event.url ?? '').origin === new URL(url).origin,
    ],
    [{ start: middle }, ({ timestamp }) => timestamp >= middle],
    [{ start: new Date(middle).toISOString() }, ({ timestamp }) => timestamp >= middle],
    [{ end: middle }, ({ timestamp }) => timestamp <= middle],
    [{ end: new Date(middle).toISOString() }, ({ timestamp }) => timestamp <= middle],
    [{ start: middle, end: middle }, ({ timestamp }) => timestamp === middle],
    [{ vpn_confidence: 'high' }, (event) => event.vpn_confidence === 'high'],
    [{ vpn_confidence: 'medium' }, (event) => event.vpn_confidence === 'medium'],
    ...suspectScores(),
    [{ sdk_version: '3.12.15' }, ({ sdk }) => sdk?.version === '3.12.15'],
    [
      { environment: [first.environment_id ?? ''] },
      (event) => event.environment_id === first.environment_id,
    ],
    [
      { proximity_id: near()?.proximity?.id ?? '' },
      (event) => event.proximity?.id === near()?.proximity?.id,
    ],
    [
      { vpn: false, proxy: true, ip_address: '81.40.0.0/16' },
      (event) => !event.vpn && event.proxy && event.ip_address?.startsWith('81.40.'),
    ],
  ]
}

const near = () => events.find(({ proximity }) => proximity)

/** Its own score finds an event; anything above does not. */
function suspectScores(): Row[] {
  const scores = events.flatMap(({ suspect_score }) => suspect_score ?? [])
  const [highest = 0, middle = 0] = [...new Set(scores)].sort((one, other) => other - one)
  return [highest, middle, middle + 0.5].map(
    (score): Row => [{ min_suspect_score: score }, (event) => (event.suspect_score ?? -1) >= score],
  )
}

test('every other filter finds exactly the events that fit, some and not all', async () => {
  for (const row of rows()) {
    const found = await expectExactly(row)
    expect(found.length, JSON.stringify(row[0])).toBeGreaterThan(0)
    expect(found.length, JSON.stringify(row[0])).toBeLessThan(events.length)
  }
})

test.each<[Filter]>([
  [{ bot_info_category: ['ecommerce'] }],
  [{ bot_info_identity: ['signed'] }],
  [{ bot_info_name: ['gptbot'] }],
  [{ bot_info_provider: ['Nobody'] }],
  [{ asn: '64500' }],
  [{ linked_id: 'nobody' }],
  [{ url: 'https://shop.example:8443/cart' }],
  [{ origin: 'https://shop.example:443' }],
  [{ bundle_id: 'com.example.app' }],
  [{ package_name: 'com.example.app' }],
  [{ visitor_id: 'zzzzzzzzzzzzzzzzzzzz' }],
  [{ high_recall_id: 'zzzzzzzzzzzzzzzzzzzz_hr' }],
  [{ sdk_version: '9.9.9' }],
  [{ sdk_platform: 'android' }],
  [{ sdk_platform: 'ios' }],
  [{ environment: ['ae_0000000000000000'] }],
  [{ proximity_id: 'w1aTfd4MCvl' }],
  [{ rare_device_percentile_bucket: 'p99.9+' }],
  [{ incremental_identification_status: 'completed' }],
  [{ incremental_identification_status: 'partially_completed' }],
  [{ min_suspect_score: 10_000 }],
  [{ end: 1 }],
])('%j finds none', async (filter) => {
  expect(await search(filter)).toEqual([])
})

test('what all events have finds all of them', async () => {
  expect(await search({ sdk_platform: 'js' })).toEqual(events)
  expect(await search({ environment: [] })).toEqual(events)
  expect(await search({ environment: [...new Set(events.map(environmentOf))] })).toEqual(events)
})

const environmentOf = ({ environment_id }: Event) => environment_id ?? ''

test('reports of servers are found by source=edge, with the filters that they have', async () => {
  const source: Filter = { source: ['edge'] }
  await expectExactly([source, () => true], edges)
  for (const [filter, fits] of [
    [{ vpn: true }, ({ vpn }) => vpn === true],
    [{ proxy: false }, ({ proxy }) => proxy === false],
    [{ bot_info: 'none' }, (event) => !event.bot_info],
    [{ bot_info_name: ['GPTBot'] }, (event) => event.bot_info?.name === 'GPTBot'],
    [{ linked_id: 'report 1' }, (event) => event.linked_id === 'report 1'],
  ] satisfies Row[]) {
    const found = await expectExactly([{ ...source, ...filter }, fits], edges)
    expect(found.length, JSON.stringify(filter)).toBeGreaterThan(0)
    expect(found.length, JSON.stringify(filter)).toBeLessThan(edges.length)
  }
})

test.each([false, true])(
  'pages hold all events once and count them: reverse %s',
  async (reverse) => {
    const seen: Event[] = []
    let pagination_key: string | undefined
    do {
      const page = await sdk().searchEvents({
        limit: 7,
        reverse,
        total_hits: 1_000,
        ...(pagination_key !== undefined && { pagination_key }),
      })
      expect(page.total_hits).toBe(events.length)
      seen.push(...page.events)
      pagination_key = page.pagination_key
    } while (pagination_key !== undefined)
    expect(seen).toEqual(reverse ? [...events].reverse() : events)
    expect((await sdk().searchEvents({ total_hits: 3 })).total_hits).toBe(3)
  },
)
