import { describe, expect, test } from 'vitest'
import { findWellKnownNetwork, networkType } from './well-known-networks'
import {
  businessNetworks,
  hostingNetworks,
  relayNetworks,
  vpnNetworks,
} from './well-known-networks-data'

test('no number stands twice', () => {
  const groups = [...businessNetworks, ...hostingNetworks, ...relayNetworks, ...vpnNetworks]
  const asns = groups.flatMap(([, numbers]) => numbers)
  expect(new Set(asns).size).toBe(asns.length)
  for (const asn of asns) expect(Number.isInteger(asn) && asn > 0 && asn < 2 ** 32).toBe(true)
})

test('at least 120 hosting companies are known', () => {
  expect(hostingNetworks.length).toBeGreaterThanOrEqual(120)
})

test.each([
  ['16509', 'hosting', 'Amazon AWS'],
  ['24940', 'hosting', 'Hetzner'],
  ['13335', 'hosting', 'Cloudflare'],
  ['209103', 'vpn', 'Proton VPN'],
  ['216025', 'vpn', 'Mullvad'],
  ['36183', 'relay', 'iCloud Private Relay (Akamai)'],
  ['39351', 'vpn', 'Mullvad (31173 Services)'],
  // Its services and resolvers; Google Fiber has numbers of its own.
  ['15169', 'hosting', 'Google'],
  ['32934', 'business', 'Meta'],
])('%s is %s', (asn, use, name) => {
  expect(findWellKnownNetwork(asn)).toEqual({ use, name })
})

test.each(['7922', '3320', '0', '', 'AS16509', '__proto__'])('%j is not known', (asn) => {
  expect(findWellKnownNetwork(asn)).toBeUndefined()
})

describe('the kind of a network', () => {
  test.each([
    [{ asn: '16509', isDatacenter: false }, 'hosting'],
    [{ asn: '209103', name: 'Proton AG', isDatacenter: false }, 'hosting'],
    [{ asn: '1', name: 'Some Telecom', isDatacenter: true }, 'hosting'],
    [{ asn: '32934', name: 'Facebook, Inc.', isDatacenter: false }, 'business'],
    [{ asn: '7922', name: 'Comcast Cable Communications, LLC', isDatacenter: false }, 'isp'],
    [{ asn: '3320', name: 'Deutsche Telekom AG', isDatacenter: false }, 'isp'],
    [{ asn: '3', name: 'Massachusetts Institute of Technology', isDatacenter: false }, 'education'],
    [{ asn: '32', name: 'Stanford University', isDatacenter: false }, 'education'],
    [{ asn: '2', name: 'Universität Wien', isDatacenter: false }, 'education'],
    [{ asn: '4', name: 'Banco Bradesco S.A.', isDatacenter: false }, 'business'],
    [{ asn: '5', name: 'Bank of Cable Internet', isDatacenter: false }, 'isp'],
    [{ asn: '6', isDatacenter: false }, undefined],
    [{ asn: '6', name: '', isDatacenter: false }, undefined],
  ])('%j', (network, type) => {
    expect(networkType(network)).toBe(type)
  })
})
