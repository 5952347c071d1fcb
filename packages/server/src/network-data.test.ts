import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRangeBuilder, type LayerName } from '@whorl/enrich'
import type { EventV4 } from '@whorl/wire'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../test/house'

const asOf = Date.UTC(2026, 7, 22)

/** One table of the house's data folder. */
function writeTable(house: TestHouse, layer: LayerName, ranges: Record<string, string>): void {
  const builder = createRangeBuilder({ mergeEqual: layer !== 'owner' })
  for (const [cidr, value] of Object.entries(ranges)) builder.addCidr(cidr, value)
  const folder = join(house.folder, 'network')
  mkdirSync(folder, { recursive: true })
  const header = { layer, source: `test-${layer}`, asOf, licence: 'CC0-1.0' }
  writeFileSync(join(folder, `${layer}.whorl`), builder.encode(header))
}

let house: TestHouse
beforeEach(async () => {
  house = await openTestHouse({ env: { WHORL_TRUSTED_PROXIES: '10.0.0.0/8' } })
  writeTable(house, 'geo', {
    '1.0.0.0/8': 'DE\tLand Berlin\tBerlin\t52.5\t13.4\t\t',
    '2001:470::/32': 'US\t\t\t\t\t\t',
  })
  writeTable(house, 'owner', {
    '1.0.0.0/16': '64500\tExample Telecom',
    '1.1.0.0/16': '24940\tHetzner Online GmbH',
    '1.2.0.0/16': '209103\tProton AG',
  })
  writeTable(house, 'vpn', { '1.3.0.0/16': 'Some VPN' })
  writeTable(house, 'relay', { '1.3.1.0/24': 'iCloud Private Relay' })
  writeTable(house, 'tor', { '1.3.1.7/32': 'Tor' })
  await house.house.networkData.refresh()
})
afterEach(() => house.close())

/** What v4 tells about a visit that a trusted proxy passes on. */
async function visit(address: string, headers: Record<string, string> = {}): Promise<EventV4> {
  const { eventId } = await house.identify(
    { signals: { engine: { value: 'blink' }, timezone: { value: 'Europe/Berlin' } } },
    { remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': address, ...headers } },
  )
  const reply = await house.app.inject({
    url: `/v4/events/${eventId}`,
    headers: { authorization: 'Bearer sk_a' },
  })
  return reply.json<EventV4>()
}

describe('a visit through a trusted proxy', () => {
  test('is where the data say', async () => {
    const event = await visit('1.0.0.1')
    expect(event.ip_info?.v4).toEqual({
      address: '1.0.0.1',
      geolocation: {
        accuracy_radius: 20,
        latitude: 52.5,
        longitude: 13.4,
        timezone: 'Europe/Berlin',
        city_name: 'Berlin',
        country_code: 'DE',
        country_name: 'Germany',
        continent_code: 'EU',
        continent_name: 'Europe',
      },
      asn: '64500',
      asn_name: 'Example Telecom',
      asn_network: '1.0.0.0/16',
      asn_type: 'isp',
      datacenter_result: false,
    })
    expect(event).toMatchObject({ vpn: false, proxy: false, proxy_confidence: 'high' })
  })

  test('is a VPN by the number of its network', async () => {
    const event = await visit('1.2.0.1')
    expect(event).toMatchObject({ vpn: true, vpn_confidence: 'high' })
    expect(event.vpn_methods).toMatchObject({ public_vpn: true, relay: false })
    expect(event.ip_info?.v4).toMatchObject({ asn_type: 'hosting', datacenter_result: true })
  })

  test.each([
    ['1.3.0.1', { public_vpn: true, relay: false }, false],
    // On the list of VPNs too: the relay's label wins, and Tor's over both.
    ['1.3.1.1', { public_vpn: false, relay: true }, false],
    ['1.3.1.7', { public_vpn: false, relay: false }, true],
  ])('%s has one label of three', async (address, methods, isTor) => {
    const event = await visit(address)
    expect(event.vpn_methods).toMatchObject(methods)
    expect(event.ip_blocklist?.tor_node).toBe(isTor)
  })

  test.each([
    ['2001:470::1', { v6: { address: '2001:470::1', geolocation: { country_code: 'US' } } }],
    ['::ffff:1.0.0.1', { v4: { address: '1.0.0.1', geolocation: { country_code: 'DE' } } }],
    ['192.168.1.2', { v4: { address: '192.168.1.2' } }],
    ['2001:db8::1', { v6: { address: '2001:db8::1' } }],
  ])('%s is looked up as what it is', async (address, info) => {
    const event = await visit(address)
    expect(event.ip_info).toMatchObject(info)
    const facts = event.ip_info?.v4 ?? event.ip_info?.v6
    const isPlaced = 'geolocation' in (Object.values(info)[0] ?? {})
    expect(facts?.geolocation !== undefined).toBe(isPlaced)
  })

  test.each(['nonsense', '1.0.0.1.5', '"<script>"', '1.0.0.1, , ,', `${'9'.repeat(9_000)}`])(
    'a forged list of hops (%s) costs nothing but the address',
    async (hops) => {
      expect((await visit(hops)).ip_address).toBe('10.0.0.1')
    },
  )
})

test('a list that changed counts after the next job, and a broken one changes nothing', async () => {
  expect((await visit('1.0.0.1')).vpn).toBe(false)
  writeTable(house, 'vpn', { '1.0.0.0/16': 'New VPN' })
  await house.house.networkData.refresh()
  expect((await visit('1.0.0.1')).vpn).toBe(true)
  writeFileSync(join(house.folder, 'network', 'vpn.whorl'), 'broken')
  await house.house.networkData.refresh()
  expect((await visit('1.0.0.1')).vpn).toBe(true)
})

test('many foreign clocks from one household make it the exit of a proxy', async () => {
  const zones = ['Asia/Tokyo', 'America/New_York', 'Africa/Cairo', 'Australia/Sydney']
  const from = async (zone: string) => {
    const { eventId } = await house.identify(
      { signals: { engine: { value: 'blink' }, timezone: { value: zone } } },
      { remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': '1.0.0.9' } },
    )
    return (await house.event(eventId)).verdicts.proxy?.value
  }
  for (const zone of zones) expect(await from(zone)).toMatchObject({ isProxy: false })
  expect(await from('Europe/Berlin')).toMatchObject({
    isProxy: true,
    confidence: 'medium',
    details: { type: 'residential' },
  })
})

test('without any data the network verdicts are absent', async () => {
  const bare = await openTestHouse()
  const { eventId } = await bare.identify()
  const { verdicts } = await bare.event(eventId)
  expect(Object.keys(verdicts)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(ip_info|vpn|proxy|tor|ip_blocklist)$/)]),
  )
  await bare.close()
})
