import { expect, test } from 'vitest'
import type { AddressSightings, NetworkFacts } from '../facts'
import { sampleFacts } from '../identify/sample-facts'
import type { AddressFacts } from '../ip-facts'
import { ipBlocklist } from './ip-blocklist'
import { connection, household, listed } from './network-samples'
import { proxy } from './proxy'
import { chrome } from './sample-browsers'
import { tor } from './tor'

const now = 1_790_000_000_000
const mismatched = { signature: { tcp: connection('apple') } }
const crowd: AddressSightings = { visitors: 30, foreignZones: 4, foreignSeenAt: now - 1_000 }

const factsOf = (address: AddressFacts, network: Partial<NetworkFacts> = {}) =>
  sampleFacts({ signals: chrome, network: { addresses: { v4: address }, ...network }, now })
const detect = (...args: Parameters<typeof factsOf>) => proxy.detect(factsOf(...args))?.value

test.each<[string, AddressFacts, Partial<NetworkFacts>, object]>([
  [
    'a listed exit',
    household('DE', { proxy: { ...listed('Some'), type: 'residential', lastSeenAt: 5 } }),
    {},
    { confidence: 'high', details: { type: 'residential', lastSeenAt: 5, provider: 'Some' } },
  ],
  [
    'a connection of another system from a household',
    household('DE'),
    mismatched,
    { confidence: 'medium', details: { type: 'residential', lastSeenAt: now } },
  ],
  [
    'a connection of another system from a data centre',
    household('DE', { datacenter: listed('Hetzner') }),
    mismatched,
    {
      confidence: 'medium',
      details: { type: 'data_center', lastSeenAt: now, provider: 'Hetzner' },
    },
  ],
  [
    'a household that browsers of many countries come from',
    household('DE'),
    { sightings: crowd },
    { confidence: 'medium', details: { type: 'residential', lastSeenAt: now - 1_000 } },
  ],
])('%s', (_, address, network, rest) => {
  expect(detect(address, network)).toMatchObject({ isProxy: true, ...rest })
})

test.each<[string, AddressFacts, Partial<NetworkFacts>]>([
  ['a household', household('DE'), {}],
  [
    'a company with one guest from abroad',
    household('DE'),
    { sightings: { visitors: 90, foreignZones: 1 } },
  ],
  ['a hotel with three', household('DE'), { sightings: { visitors: 90, foreignZones: 3 } }],
  ['a Tor exit', household('DE', { tor: listed() }), mismatched],
  ['a relay', household('DE', { relay: listed() }), mismatched],
  ['a VPN with users from everywhere', household('DE', { vpn: listed() }), { sightings: crowd }],
  ['a private address', { address: '10.0.0.1', isBogon: true, known: [] }, { sightings: crowd }],
  ['its own connection', household('DE'), { signature: { tcp: connection('linux') } }],
])('leaves alone: %s', (_, address, network) => {
  expect(detect(address, network)).toMatchObject({ isProxy: false, confidence: 'high' })
})

test('a page that lies about its system is no proxy', () => {
  const lying = { ...chrome, platform: { value: 'Win32' } }
  const facts = sampleFacts({
    signals: lying,
    network: { addresses: { v4: household('DE') }, ...mismatched },
  })
  expect(proxy.detect(facts)?.value.isProxy).toBe(false)
})

test('Tor and blocklists tell what is listed, and nothing without data', () => {
  const clean = factsOf(household('DE'))
  expect(tor.detect(clean)?.value).toEqual({ isExit: false })
  expect(ipBlocklist.detect(clean)?.value).toEqual({ isAttackSource: false, isEmailSpam: false })
  expect(tor.detect(factsOf(household('DE', { tor: listed() })))).toEqual({
    value: { isExit: true },
    evidence: [
      { says: 'the address is listed as a Tor exit (test-list of 2026-08-22)', weight: 1 },
    ],
  })
  const attacker = household('DE', { attackSource: listed('ipsum') })
  expect(ipBlocklist.detect(factsOf(attacker))?.value).toEqual({
    isAttackSource: true,
    isEmailSpam: false,
  })
  const nothing = sampleFacts({ signals: chrome })
  expect([proxy, tor, ipBlocklist].map(({ detect: ask }) => ask(nothing))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
