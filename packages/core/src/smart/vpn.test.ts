import type { Readings } from '@whorl/wire'
import { describe, expect, test } from 'vitest'
import type { NetworkFacts } from '../facts'
import { sampleFacts } from '../identify/sample-facts'
import type { AddressFacts } from '../ip-facts'
import { connection, household, listed } from './network-samples'
import { chrome, firefox, rfp } from './sample-browsers'
import { vpn } from './vpn'

interface Parts {
  readonly address?: AddressFacts
  readonly signals?: Readings
  readonly network?: Partial<NetworkFacts>
}

const detect = ({ address = household('DE'), signals = chrome, network }: Parts = {}) =>
  vpn.detect(sampleFacts({ signals, network: { addresses: { v4: address }, ...network } }))

const inZone = (zone: string, signals = chrome): Readings => ({
  ...signals,
  timezone: { value: zone },
})
const none = { timezoneMismatch: false, publicVpn: false, osMismatch: false, relay: false }
const mismatched = { signature: { tcp: connection('windows') } }
const matching = { signature: { tcp: connection('linux') } }
const hosted = { datacenter: listed('Amazon AWS') }

describe('says yes, and how sure it is', () => {
  test.each<[string, Parts, string, object]>([
    [
      'a listed VPN',
      { address: household('DE', { vpn: listed('Mullvad') }) },
      'high',
      { publicVpn: true },
    ],
    [
      'a relay in its own country',
      { address: household('DE', { relay: listed('iCloud Private Relay') }) },
      'high',
      { relay: true },
    ],
    [
      'a clock far away',
      { signals: inZone('America/New_York') },
      'medium',
      { timezoneMismatch: true },
    ],
    [
      'the country beside it, with the same clock',
      { signals: inZone('Europe/Prague') },
      'low',
      { timezoneMismatch: true },
    ],
    [
      'the country beside it, from a data centre',
      { signals: inZone('Europe/Prague'), address: household('DE', hosted) },
      'medium',
      { timezoneMismatch: true },
    ],
    [
      'a clock far away, from a data centre',
      { signals: inZone('America/New_York'), address: household('DE', hosted) },
      'high',
      { timezoneMismatch: true },
    ],
    [
      'a clock far away, from a Tor exit',
      { signals: inZone('America/New_York'), address: household('DE', { tor: listed() }) },
      'high',
      { timezoneMismatch: true },
    ],
    ['another system’s connection', { network: mismatched }, 'medium', { osMismatch: true }],
    [
      'another system’s connection and a clock far away',
      { network: mismatched, signals: inZone('Asia/Tokyo') },
      'high',
      { osMismatch: true, timezoneMismatch: true },
    ],
    [
      'another system’s connection from a data centre',
      { network: mismatched, address: household('DE', hosted) },
      'high',
      { osMismatch: true },
    ],
  ])('%s', (_, parts, confidence, methods) => {
    expect(detect(parts)?.value).toMatchObject({
      isVpn: true,
      confidence,
      methods: { ...none, ...methods },
    })
  })
})

test('two clocks of one country are compared where the workspace wants it', () => {
  const { geolocation, ...rest } = household('US')
  const address = {
    ...rest,
    ...(geolocation && { geolocation: { ...geolocation, timezone: 'America/New_York' } }),
  }
  const parts = { address, signals: inZone('America/Los_Angeles') }
  expect(detect(parts)?.value.isVpn).toBe(false)
  expect(detect({ ...parts, network: { strictZones: true } })?.value).toMatchObject({
    isVpn: true,
    confidence: 'low',
  })
})

describe('says no', () => {
  test.each<[string, Parts, string]>([
    ['at home, with its own connection seen', { network: matching }, 'high'],
    ['at home, with no connection seen', {}, 'medium'],
    ['in a data centre', { address: household('DE', hosted), network: matching }, 'medium'],
    ['a clock without a country', { signals: inZone('UTC'), network: matching }, 'medium'],
    [
      'resistFingerprinting',
      { signals: { ...rfp, timezone: { value: 'Atlantic/Reykjavik' } } },
      'medium',
    ],
    [
      'an address of no country',
      { address: { address: '10.0.0.1', isBogon: true, known: [] } },
      'medium',
    ],
    [
      'another zone of the country',
      { address: household('US'), signals: inZone('America/Los_Angeles'), network: matching },
      'high',
    ],
    [
      'the old name of a zone',
      { address: household('IN'), signals: inZone('Asia/Calcutta'), network: matching },
      'high',
    ],
    [
      'the new name of a zone',
      { address: household('UA'), signals: inZone('Europe/Kyiv', firefox), network: matching },
      'high',
    ],
    [
      'a connection of no known system',
      { network: { signature: { tcp: connection('unknown') } } },
      'medium',
    ],
    ['a Tor exit alone', { address: household('DE', { tor: listed() }) }, 'medium'],
  ])('%s', (_, parts, confidence) => {
    const verdict = detect(parts)
    expect(verdict?.value).toMatchObject({ isVpn: false, confidence, methods: none })
    expect(verdict?.evidence).toEqual([])
  })

  test('a proven crawler from a listed network', () => {
    const crawler = {
      name: 'Googlebot',
      provider: 'Google',
      category: 'search_engine_crawler',
      identity: 'verified',
      by: 'ranges',
    } as const
    const address = household('DE', { vpn: listed('x') })
    expect(detect({ address, network: { crawler } })?.value).toMatchObject({ isVpn: false })
  })
})

test('without data files there is no verdict', () => {
  expect(vpn.detect(sampleFacts({ signals: chrome }))).toBeUndefined()
})

test('names its sources, and tells the zone as it was sent', () => {
  const address = household('DE', { vpn: listed('Mullvad') })
  const verdict = detect({ address, signals: inZone('Asia/Calcutta') })
  expect(verdict?.value.originTimezone).toBe('Asia/Calcutta')
  expect(verdict?.evidence.map(({ says }) => says)).toEqual([
    'the address is listed as a VPN exit of Mullvad (test-list of 2026-08-22)',
    'the time zone of the browser is not one of DE, where the address is (three hours or more apart)',
  ])
})

test('the score grows with what speaks for it', () => {
  const score = (parts: Parts) => detect(parts)?.value.mlScore ?? 0
  expect(score({})).toBeLessThan(0.05)
  expect(score({ signals: inZone('Europe/Prague') })).toBeLessThan(0.5)
  expect(score({ address: household('DE', { vpn: listed() }) })).toBeGreaterThan(0.7)
})
