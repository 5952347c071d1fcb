import type { AddressFacts, EventRecord } from '@whorl/core'
import { EventResponseV3, EventV4 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { sampleEvent } from '../../test/sample-event'
import { networkVerdicts } from '../../test/sample-network'
import { toEventV3 } from './event-v3'
import { toEventV4 } from './event-v4'
import { toNetworkPart } from './network-part'

const full = sampleEvent({ verdicts: networkVerdicts })
const seenAt = Date.UTC(2026, 5, 5)

/** An event whose address shows only these facts. */
const withAddress = (facts: Partial<AddressFacts>): EventRecord =>
  sampleEvent({
    verdicts: {
      ip_info: {
        value: { v4: { address: '203.0.113.7', isBogon: false, known: [], ...facts } },
        evidence: [],
      },
    },
  })

describe('v4', () => {
  test('tells everything in the published form', () => {
    const event = toEventV4(full)
    expect([...Errors(EventV4, event)]).toEqual([])
    expect(event).toMatchObject({
      ip_info: {
        v4: {
          address: '203.0.113.7',
          geolocation: {
            accuracy_radius: 20,
            latitude: 52.5,
            longitude: 13.4,
            postal_code: '10115',
            timezone: 'Europe/Berlin',
            city_name: 'Berlin',
            country_code: 'DE',
            country_name: 'Germany',
            continent_code: 'EU',
            continent_name: 'Europe',
            subdivisions: [{ iso_code: 'BE', name: 'Land Berlin' }],
          },
          asn: '64500',
          asn_name: 'Example Net',
          asn_network: '203.0.113.0/24',
          asn_type: 'hosting',
          datacenter_result: true,
          datacenter_name: 'Example Cloud',
        },
      },
      ip_blocklist: { email_spam: false, attack_source: true, tor_node: false },
      proxy: true,
      proxy_confidence: 'high',
      proxy_details: {
        proxy_type: 'data_center',
        last_seen_at: seenAt,
        provider: 'Some Proxies',
      },
      proxy_ml_score: 0.91,
      vpn: true,
      vpn_confidence: 'medium',
      vpn_ml_score: 0.431,
      vpn_origin_timezone: 'Europe/Prague',
      vpn_origin_country: 'CZ',
      vpn_methods: {
        timezone_mismatch: true,
        public_vpn: false,
        auxiliary_mobile: false,
        os_mismatch: false,
        relay: false,
      },
    })
  })

  test.each([
    ['Europe/Kiev', 'UA'],
    ['Europe/Kyiv', 'UA'],
    ['UTC', 'unknown'],
    ['', 'unknown'],
    ['Mars/Olympus', 'unknown'],
  ])('the time zone "%s" is of %s', (originTimezone, country) => {
    const { vpn } = networkVerdicts
    if (!vpn) throw new Error('the sample has no vpn')
    const verdicts = { vpn: { ...vpn, value: { ...vpn.value, originTimezone } } }
    expect(toEventV4(sampleEvent({ verdicts })).vpn_origin_country).toBe(country)
  })

  test('says no to a data centre only where a list was asked', () => {
    expect(toEventV4(withAddress({})).ip_info?.v4).toEqual({ address: '203.0.113.7' })
    expect(toEventV4(withAddress({ known: ['datacenter'] })).ip_info?.v4).toEqual({
      address: '203.0.113.7',
      datacenter_result: false,
    })
  })
})

describe('v3', () => {
  test('tells everything in the published form', () => {
    const event = toEventV3(full)
    expect([...Errors(EventResponseV3, event)]).toEqual([])
    const { products } = event
    expect(products.ipInfo?.data.v4?.geolocation).toEqual(products.identification.data.ipLocation)
    expect(products).toMatchObject({
      identification: {
        data: {
          ipLocation: { country: { code: 'DE', name: 'Germany' }, city: { name: 'Berlin' } },
        },
      },
      ipInfo: {
        data: {
          v4: {
            asn: { asn: '64500', name: 'Example Net', network: '203.0.113.0/24', type: 'hosting' },
            datacenter: { result: true, name: 'Example Cloud' },
          },
        },
      },
      ipBlocklist: { data: { result: true, details: { emailSpam: false, attackSource: true } } },
      tor: { data: { result: false } },
      vpn: {
        data: {
          result: true,
          confidence: 'medium',
          mlScore: 0.431,
          originTimezone: 'Europe/Prague',
          originCountry: 'unknown',
          methods: {
            timezoneMismatch: true,
            publicVPN: false,
            auxiliaryMobile: false,
            osMismatch: false,
            relay: false,
          },
        },
      },
      proxy: {
        data: {
          result: true,
          confidence: 'high',
          mlScore: 0.91,
          details: { proxyType: 'data_center', lastSeenAt: '2026-06-05T00:00:00.000Z' },
        },
      },
    })
  })

  test('has an empty place, and no network without its name', () => {
    const from = { source: 's', asOf: 0, licence: 'l' }
    const { ipInfo } = toEventV3(withAddress({ owner: { asn: '1', from } })).products
    expect(ipInfo?.data).toEqual({ v4: { address: '203.0.113.7', geolocation: {} } })
  })
})

test('a workspace without Smart Signals is told nothing of it', () => {
  const options = { smartSignals: false }
  expect(toEventV4(full, options)).not.toHaveProperty('ip_info')
  const { identification, ...others } = toEventV3(full, options).products
  expect(others).toEqual({})
  expect(identification.data).not.toHaveProperty('ipLocation')
})

test('own data name every source, its date and what its licence wants shown', () => {
  expect(toNetworkPart(full)).toEqual({
    network: {
      addresses: [
        {
          address: '203.0.113.7',
          is_bogon: false,
          known: ['datacenter', 'vpn', 'relay'],
          data: [
            { about: 'geolocation', source: 'cities', as_of: seenAt, licence: 'CC-BY-4.0' },
            { about: 'network', source: 'networks', as_of: seenAt, licence: 'CC-BY-4.0' },
            {
              about: 'datacenter',
              name: 'Example Cloud',
              by: 'asn',
              source: 'networks',
              as_of: seenAt,
              licence: 'CC-BY-4.0',
            },
          ],
        },
      ],
      attributions: ['Places by Some (https://some.example)'],
    },
  })
  expect(toNetworkPart(sampleEvent())).toEqual({})
})
