import { ServerApiError } from '@fingerprint/node-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer } from '../../tools/server-process.mjs'
import type { Browser } from '../browsers/browser'
import { openBrowser } from '../browsers/open-browser'
import { createCompatInstallation, keys } from './installation'
import { openSdkV3, openSdkV4 } from './server-sdk'

const installation = createCompatInstallation()
let server: ServerProcess
let browser: Browser
/** Oldest first. */
const eventIds: string[] = []

beforeAll(async () => {
  server = await startServer(installation)
  browser = await openBrowser('chromium')
  const page = await browser.visit(`${server.endpoint}/healthz`)
  for (const linkedId of ['order-1', 'order-2', 'order-1']) {
    const script = `${server.endpoint}/v4/${keys.public}`
    // As text: the test runner would rewrite an import() inside a function.
    const { event_id } = await page.evaluate<{ event_id: string }>(
      `import('${script}').then(({ start }) => start({}).get({ linkedId: '${linkedId}' }))`,
    )
    eventIds.push(event_id)
  }
  await page.close()
})
afterAll(async () => {
  await browser.close()
  await server.end('SIGTERM')
  installation.remove()
})

describe('@fingerprint/node-sdk 7.7.1', () => {
  const sdk = () => openSdkV4(server.endpoint, keys.secret)
  type Filter = NonNullable<Parameters<ReturnType<typeof sdk>['searchEvents']>[0]>
  const idsOf = async (filter: Filter) =>
    (await sdk().searchEvents(filter)).events.map(({ event_id }) => event_id)

  test('finds every event by what the event itself says, and not by the opposite', async () => {
    const event = await sdk().getEvent(eventIds[2] ?? '')
    const own: Filter[] = [
      { visitor_id: event.identification?.visitor_id ?? '' },
      { high_recall_id: event.supplementary_id_high_recall?.visitor_id ?? '' },
      { linked_id: 'order-1' },
      { url: event.url ?? '' },
      { origin: new URL(event.url ?? '').origin },
      { ip_address: event.ip_address ?? '' },
      { ip_address: '127.0.0.0/8' },
      { environment: [event.environment_id ?? ''] },
      { sdk_version: event.sdk?.version ?? '' },
      { sdk_platform: 'js' },
      { bot: 'all' },
      { bot: 'bad' },
      { bot_info: 'all' },
      { bot_info_category: ['ai_agent', 'browser_automation'] },
      { bot_info_identity: [event.bot_info?.identity ?? 'unknown'] },
      { bot_info_confidence: [event.bot_info?.confidence ?? 'low'] },
      { bot_info_provider: [event.bot_info?.provider ?? ''] },
      { bot_info_name: [event.bot_info?.name ?? ''] },
      { min_suspect_score: event.suspect_score ?? Number.NaN },
      { start: event.timestamp, end: event.timestamp },
      { start: new Date(event.timestamp).toISOString() },
    ]
    for (const filter of own) {
      expect(await idsOf(filter), JSON.stringify(filter)).toContain(event.event_id)
    }
    const flags = ['vpn', 'proxy', 'incognito', 'tampering', 'virtual_machine'] as const
    const others = ['developer_tools', 'privacy_settings', 'rare_device', 'suspect'] as const
    for (const name of [...flags, ...others]) {
      for (const wanted of [true, false]) {
        const found = await idsOf({ [name]: wanted })
        expect(found.includes(event.event_id), `${name}=${wanted}`).toBe(event[name] === wanted)
      }
    }
  })

  test.each([
    { tor_node: true },
    { anti_detect_browser: true },
    { jailbroken: false },
    { frida: true },
    { factory_reset: true },
    { cloned_app: true },
    { emulator: true },
    { root_apps: true },
    { location_spoofing: true },
    { mitm_attack: true },
    { simulator: true },
    { active_call: true },
    { bot: 'good' },
    { bot: 'none' },
    { asn: '64500' },
    { vpn_confidence: 'high' },
    { rare_device_percentile_bucket: 'p99.9+' },
    { proximity_id: 'w1aTfd4MCvl' },
    { bundle_id: 'com.example.app' },
    { package_name: 'com.example.app' },
    { incremental_identification_status: 'completed' },
    { source: ['edge'] },
    { linked_id: 'unknown' },
    { visitor_id: 'zzzzzzzzzzzzzzzzzzzz' },
  ] as Filter[])('%j finds none', async (filter) => {
    expect(await sdk().searchEvents(filter)).toEqual({ events: [] })
  })

  test.each([false, true])('pages, counts and turns round: reverse %s', async (reverse) => {
    const first = await sdk().searchEvents({ limit: 2, reverse, total_hits: 10 })
    const { pagination_key = '', total_hits } = first
    expect(total_hits).toBe(3)
    const rest = await sdk().searchEvents({ limit: 2, reverse, pagination_key })
    const found = [...first.events, ...rest.events].map(({ event_id }) => event_id)
    expect(found).toEqual(reverse ? eventIds : [...eventIds].reverse())
    expect(rest).not.toHaveProperty('pagination_key')
  })

  test('a limit out of range is a ServerApiError', async () => {
    const error = await sdk()
      .searchEvents({ limit: 101 })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ServerApiError)
    expect(error).toMatchObject({ statusCode: 400, message: 'invalid limit' })
  })
})

describe('@fingerprintjs/fingerprintjs-pro-server-api 6.13.1', () => {
  const sdk = () => openSdkV3(server.endpoint, keys.secret)
  type Filter = Parameters<ReturnType<typeof sdk>['searchEvents']>[0]
  const idsOf = async (filter: Filter) =>
    (await sdk().searchEvents(filter)).events?.map(
      ({ products }) => products.identification?.data?.requestId,
    )

  test('finds events by linked id, network, environments and bot', async () => {
    const event = await sdk().getEvent(eventIds[1] ?? '')
    const environment = event.products.identification?.data?.environmentId ?? ''
    expect(await idsOf({ limit: 10, linked_id: 'order-2' })).toEqual([eventIds[1]])
    for (const filter of [
      { ip_address: '127.0.0.1/32' },
      { environment: [environment, 'ae_other'] },
      { environment: [] },
      { bot: 'bad' as const },
      { sdk_platform: 'js' as const },
    ]) {
      expect(await idsOf({ limit: 10, ...filter }), JSON.stringify(filter)).toEqual(
        [...eventIds].reverse(),
      )
    }
    expect(await idsOf({ limit: 10, vpn: true })).toEqual([])
  })

  test('pages from the oldest on', async () => {
    const first = await sdk().searchEvents({ limit: 2, reverse: true })
    const { paginationKey = '' } = first
    expect(await idsOf({ limit: 2, reverse: true, pagination_key: paginationKey })).toEqual([
      eventIds[2],
    ])
  })
})
