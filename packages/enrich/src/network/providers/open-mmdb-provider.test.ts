import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MmdbOptions, writeMmdb } from '../../../test-setup/write-mmdb'
import { openMmdbProvider } from './open-mmdb-provider'

const buildEpoch = Date.UTC(2026, 4, 20) / 1000

let folder: string
let complaints: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whorl-mmdb-'))
  complaints = []
})
afterEach(() => rm(folder, { recursive: true }))

async function open(options: MmdbOptions) {
  const path = join(folder, 'x.mmdb')
  await writeFile(path, writeMmdb({ buildEpoch, ...options }))
  const provider = openMmdbProvider(path, { complain: (sentence) => complaints.push(sentence) })
  await provider.refresh()
  expect(complaints).toEqual([])
  return provider
}

// Shapes as the publishers document them: dev.maxmind.com/geoip/docs/databases, db-ip.com/db/format,
// ipinfo.io/developers, ip2location.com/documentation.
const london = {
  city: { geoname_id: 2643743, names: { de: 'London', en: 'London' } },
  continent: { code: 'EU', names: { en: 'Europe' } },
  country: { iso_code: 'GB', names: { en: 'United Kingdom' } },
  location: {
    accuracy_radius: 10,
    latitude: 51.5142,
    longitude: -0.0931,
    time_zone: 'Europe/London',
  },
  postal: { code: 'OX1' },
  subdivisions: [
    { iso_code: 'ENG', names: { en: 'England' } },
    { iso_code: 'WBK', names: { en: 'West Berkshire' } },
  ],
}

describe('places', () => {
  test.each(['GeoLite2-City', 'GeoIP2-City', 'GeoIP2-Enterprise', 'IP2LITE-City'])(
    'nested as in %s',
    async (databaseType) => {
      const provider = await open({ databaseType, networks: { '81.2.69.0/24': london } })
      expect(provider.find('81.2.69.160')?.place).toEqual({
        countryCode: 'GB',
        city: 'London',
        latitude: 51.5142,
        longitude: -0.0931,
        accuracyRadius: 10,
        timezone: 'Europe/London',
        postalCode: 'OX1',
        regionName: 'England',
        subdivisions: [
          { isoCode: 'ENG', name: 'England' },
          { isoCode: 'WBK', name: 'West Berkshire' },
        ],
        from: expect.objectContaining({ source: databaseType, asOf: buildEpoch * 1000 }),
      })
      expect(provider.find('81.2.70.1')).toBeUndefined()
    },
  )

  test('of countries only', async () => {
    const provider = await open({
      databaseType: 'GeoLite2-Country',
      networks: {
        '2001:218::/32': { country: { iso_code: 'JP' }, registered_country: { iso_code: 'US' } },
        // Without a country the registered one is where the owner sits, not the visitor.
        '2001:219::/32': { registered_country: { iso_code: 'US' } },
      },
    })
    expect(provider.find('2001:218::1')?.place).toMatchObject({ countryCode: 'JP' })
    expect(provider.find('2001:219::1')?.place).toBeUndefined()
    expect(provider.knows()).toEqual([])
  })

  test('flat as in the DB-IP files of ip-location-db', async () => {
    const provider = await open({
      databaseType: 'city ipv4',
      ipVersion: 4,
      networks: {
        '1.128.0.0/20': {
          city: 'Brisbane',
          country_code: 'AU',
          latitude: -27.5,
          longitude: 153.03,
          postcode: '',
          state1: 'Queensland',
          state2: '',
          timezone: '',
        },
      },
    })
    expect(provider.find('1.128.0.1')?.place).toEqual({
      countryCode: 'AU',
      regionName: 'Queensland',
      city: 'Brisbane',
      latitude: -27.5,
      longitude: 153.03,
      from: { source: 'x', asOf: buildEpoch * 1000, licence: 'unknown' },
    })
    expect(provider.sources()[0]).toMatchObject({ layer: 'geo', file: 'x.mmdb' })
    // A tree of IPv4 must not be asked for IPv6: 0180::/12 would look like 1.128.0.0/12.
    expect(provider.find('180::1')).toBeUndefined()
  })

  test("flat as in IPinfo's and IP2Location's", async () => {
    const provider = await open({
      databaseType: 'ipinfo standard_location.mmdb',
      networks: {
        '9.0.0.0/8': {
          country: 'US',
          region: 'California',
          region_code: 'CA',
          city: 'Mountain View',
          lat: '37.4056',
          lng: '-122.0775',
          postal_code: '94043',
          timezone: 'America/Los_Angeles',
        },
        '11.0.0.0/8': {
          country_code: 'US',
          region_name: 'California',
          city_name: '-',
          zip_code: '-',
          time_zone: '-07:00',
        },
        '12.0.0.0/8': { country_code: 'ZZ' },
      },
    })
    expect(provider.find('9.9.9.9')?.place).toMatchObject({
      countryCode: 'US',
      city: 'Mountain View',
      latitude: 37.4056,
      longitude: -122.0775,
      postalCode: '94043',
      timezone: 'America/Los_Angeles',
      subdivisions: [{ isoCode: 'CA', name: 'California' }],
    })
    const { from: _, ...coarse } = provider.find('11.1.1.1')?.place ?? {}
    expect(coarse).toEqual({ countryCode: 'US', regionName: 'California' })
    expect(provider.find('12.1.1.1')?.place).toBeUndefined()
  })
})

describe('networks', () => {
  const asn = { autonomous_system_number: 1221, autonomous_system_organization: 'Telstra Pty Ltd' }

  test.each([
    ['GeoLite2-ASN', asn],
    ['GeoIP2-ISP', { ...asn, isp: 'Telstra Internet', organization: 'Telstra' }],
    ['DBIP-ISP (compat=Enterprise)', { traits: asn }],
    ['ipinfo generic_asn_free.mmdb', { asn: 'AS1221', name: 'Telstra Pty Ltd', domain: 'x.au' }],
    ['ipinfo_lite.mmdb', { asn: 'AS1221', as_name: 'Telstra Pty Ltd', country_code: 'AU' }],
    ['IP2LITE-ASN', { asn: '1221', as: 'Telstra Pty Ltd' }],
  ])('of %s', async (databaseType, record) => {
    const provider = await open({ databaseType, networks: { '1.128.0.0/11': record } })
    expect(provider.find('1.130.0.1')?.owner).toMatchObject({
      asn: '1221',
      name: 'Telstra Pty Ltd',
      network: '1.128.0.0/11',
    })
    expect(provider.knows()).toEqual(expect.arrayContaining(['datacenter', 'vpn', 'relay']))
  })

  test.each([
    ['GeoIP2-Connection-Type', { connection_type: 'Corporate' }, 'business'],
    ['GeoIP2-Connection-Type', { connection_type: 'Cable/DSL' }, 'isp'],
    ['GeoIP2-Enterprise', { traits: { ...asn, user_type: 'college' } }, 'education'],
    ['GeoIP2-Enterprise', { traits: { ...asn, user_type: 'government' } }, undefined],
    ['ipinfo asn.mmdb', { asn: 'AS1', type: 'hosting' }, 'hosting'],
    ['IP2LOCATION-DB26', { country_code: 'AU', asn: '1', usage_type: 'DCH' }, 'hosting'],
  ])('kind in %s %j', async (databaseType, record, type) => {
    const provider = await open({ databaseType, networks: { '1.128.0.0/11': record } })
    expect(provider.find('1.130.0.1')?.owner?.type).toBe(type)
  })

  test('a record about a place does not say how far its network reaches', async () => {
    const provider = await open({
      databaseType: 'GeoIP2-Enterprise',
      networks: { '81.2.69.0/24': { ...london, traits: asn } },
    })
    expect(provider.find('81.2.69.1')?.owner).toMatchObject({ asn: '1221' })
    expect(provider.find('81.2.69.1')?.owner?.network).toBeUndefined()
  })

  test('a connection type alone tells nothing about data centres', async () => {
    const provider = await open({
      databaseType: 'GeoIP2-Connection-Type',
      networks: { '1.128.0.0/11': { connection_type: 'Satellite' } },
    })
    expect(provider.knows()).toEqual([])
    expect(provider.find('1.130.0.1')?.owner?.asn).toBeUndefined()
  })
})

describe('labels', () => {
  const day = Date.UTC(2026, 4, 14)

  test.each([
    ['GeoIP2-Anonymous-IP', { is_anonymous: true, is_anonymous_vpn: true }, ['vpn']],
    ['GeoIP2-Anonymous-IP', { is_anonymous: true, is_hosting_provider: true }, ['datacenter']],
    ['GeoIP2-Anonymous-IP', { is_anonymous: true, is_tor_exit_node: true }, ['tor']],
    ['GeoIP-Anonymous-Plus', { is_anonymous_vpn: true, provider_name: 'Foo' }, ['vpn']],
    ['GeoIP2-IP-Risk', { ip_risk: 50, is_tor_exit_node: true }, ['tor']],
    ['GeoIP2-IP-Risk', { ip_risk: 85 }, []],
    [
      'ipinfo privacy.mmdb',
      { vpn: 'true', tor: '', proxy: '', hosting: 'true' },
      ['datacenter', 'vpn'],
    ],
    ['ipinfo privacy.mmdb', { vpn: false, relay: true, service: 'iCloud' }, ['relay']],
    ['IP2PROXY-PX12', { proxy_type: 'TOR', threat: '-' }, ['tor']],
    [
      'IP2PROXY-PX12',
      { proxy_type: 'VPN', threat: 'SPAM/SCANNER' },
      ['attackSource', 'emailSpam', 'vpn'],
    ],
  ])('%s %j', async (databaseType, record, names) => {
    const provider = await open({ databaseType, networks: { '1.2.0.0/16': record } })
    const labels = provider.find('1.2.3.4')?.labels ?? {}
    expect(Object.keys(labels).sort()).toEqual(names)
    for (const label of Object.values(labels)) expect(label.by).toBe('provider')
    for (const name of names) expect(provider.knows()).toContain(name)
  })

  test.each([
    ['GeoIP2-Anonymous-IP', { is_public_proxy: true }, 'unknown', undefined],
    ['GeoIP2-Anonymous-IP', { is_residential_proxy: true }, 'residential', undefined],
    [
      'GeoIP-Anonymous-Plus',
      { is_public_proxy: true, network_last_seen: '2026-05-14' },
      'unknown',
      day,
    ],
    [
      'GeoIP-Residential-Proxy',
      { provider_name: 'novada', anonymizer_confidence: 95, network_last_seen: '2026-05-14' },
      'residential',
      day,
    ],
    ['ipinfo privacy.mmdb', { proxy: true, vpn: false }, 'unknown', undefined],
    // Six days before the file was made.
    ['IP2PROXY-PX12', { proxy_type: 'RES', last_seen: 6, provider: 'x' }, 'residential', day],
  ])('proxies of %s %j', async (databaseType, record, type, lastSeenAt) => {
    const provider = await open({ databaseType, networks: { '1.2.0.0/16': record } })
    const proxy = provider.find('1.2.3.4')?.labels?.proxy
    expect(proxy?.type).toBe(type)
    expect(proxy?.lastSeenAt).toBe(lastSeenAt)
    expect(provider.knows()).toContain('proxy')
  })

  test('a named provider is that of the VPN when there is one', async () => {
    const provider = await open({
      databaseType: 'GeoIP-Anonymous-Plus',
      networks: {
        '1.2.0.0/16': { is_anonymous_vpn: true, is_public_proxy: true, provider_name: 'Foo' },
      },
    })
    const labels = provider.find('1.2.3.4')?.labels
    expect([labels?.vpn?.name, labels?.proxy?.name]).toEqual(['Foo', undefined])
  })
})

describe('files', () => {
  test.each([24, 28, 32] as const)('with records of %d bits', async (recordSize) => {
    const networks = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `${index + 1}.7.0.0/16`,
        { autonomous_system_number: index + 1 },
      ]),
    )
    const provider = await open({ databaseType: 'GeoLite2-ASN', recordSize, networks })
    expect(provider.find('1.7.0.1')?.owner?.asn).toBe('1')
    expect(provider.find('200.7.255.1')?.owner?.asn).toBe('200')
    expect(provider.find('200.8.0.1')).toBeUndefined()
  })

  test('a new file is used after a refresh, a broken one leaves the old in use', async () => {
    const one = { autonomous_system_number: 1 }
    const provider = await open({ databaseType: 'GeoLite2-ASN', networks: { '1.0.0.0/8': one } })
    const replace = async (bytes: Buffer) => {
      await writeFile(join(folder, 'new'), bytes)
      await rename(join(folder, 'new'), join(folder, 'x.mmdb'))
      await provider.refresh()
      return provider.find('1.1.1.1')?.owner?.asn
    }
    const two = { autonomous_system_number: 2 }
    expect(
      await replace(writeMmdb({ databaseType: 'GeoLite2-ASN', networks: { '1.0.0.0/8': two } })),
    ).toBe('2')
    expect(await replace(Buffer.from('not a database'))).toBe('2')
    expect(complaints).toEqual(['x.mmdb is not used: it is no MaxMind database, or is cut off'])
    await provider.refresh()
    expect(complaints).toHaveLength(1)
  })

  test('a missing file is complained about once, and used when it comes', async () => {
    const path = join(folder, 'later.mmdb')
    const provider = openMmdbProvider(path, { complain: (sentence) => complaints.push(sentence) })
    await provider.refresh()
    await provider.refresh()
    expect(complaints).toEqual(['later.mmdb is not used: it cannot be read'])
    expect(provider.find('1.1.1.1')).toBeUndefined()
    expect(provider.sources()).toEqual([])
    const one = { autonomous_system_number: 1 }
    await writeFile(
      path,
      writeMmdb({ databaseType: 'GeoLite2-ASN', networks: { '1.0.0.0/8': one } }),
    )
    await provider.refresh()
    expect(provider.find('1.1.1.1')?.owner?.asn).toBe('1')
  })
})
