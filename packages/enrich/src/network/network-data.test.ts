import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressFacts } from '@whorl/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeMmdb } from '../../test-setup/write-mmdb'
import { openNetworkData } from './network-data'
import { openMmdbProvider } from './providers/open-mmdb-provider'
import { createRangeBuilder } from './range-builder'
import type { LayerName } from './range-header'

const asOf = Date.UTC(2026, 4, 1)

let folder: string
let complaints: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whorl-network-'))
  complaints = []
})
afterEach(() => rm(folder, { recursive: true }))

const complain = (sentence: string) => complaints.push(sentence)

function encode(layer: LayerName, rows: Readonly<Record<string, string>>) {
  const builder = createRangeBuilder({ mergeEqual: layer !== 'owner' })
  for (const [cidr, value] of Object.entries(rows)) {
    expect(builder.addCidr(cidr, value)).toBe(true)
  }
  return builder.encode({ layer, source: `list-${layer}`, asOf, licence: 'CC0-1.0' })
}

const write = (layer: LayerName, rows: Readonly<Record<string, string>>, name: string = layer) =>
  writeFile(join(folder, `${name}.whorl`), encode(layer, rows))

async function open() {
  const data = openNetworkData({ folder, complain })
  await data.refresh()
  return data
}

/** Which labels an address has. */
function labels(facts: AddressFacts | undefined): string[] {
  const names = ['datacenter', 'vpn', 'relay', 'tor', 'proxy', 'attackSource', 'emailSpam'] as const
  return names.filter((name) => facts?.[name] !== undefined)
}

describe('without data', () => {
  test('addresses are told from bogons and from other text, nothing else is known', async () => {
    const data = openNetworkData({ folder: join(folder, 'none'), complain })
    await data.refresh()
    expect(data.find('8.8.8.8')).toEqual({ address: '8.8.8.8', isBogon: false, known: [] })
    expect(data.find('::FFFF:10.0.0.1')).toEqual({ address: '10.0.0.1', isBogon: true, known: [] })
    expect(data.find('2A00:0::1')).toMatchObject({ address: '2a00::1' })
    for (const text of ['', 'localhost', '1.2.3', '999.1.1.1', '1.2.3.4, 5.6.7.8']) {
      expect(data.find(text)).toBeUndefined()
    }
    expect(data.sources()).toEqual([])
    expect(complaints).toEqual([])
  })
})

describe('places and networks', () => {
  test('are found with their source', async () => {
    await write('geo', { '1.0.0.0/8': 'AU\tQueensland\tBrisbane\t-27.5\t153.0\t\t' })
    await write('owner', { '1.2.0.0/16': '1221\tTelstra Pty Ltd' })
    const data = await open()
    expect(data.find('1.2.3.4')).toEqual({
      address: '1.2.3.4',
      isBogon: false,
      geolocation: {
        countryCode: 'AU',
        countryName: 'Australia',
        continentCode: 'OC',
        continentName: 'Oceania',
        city: 'Brisbane',
        latitude: -27.5,
        longitude: 153,
        accuracyRadius: 20,
        timezone: 'Australia/Brisbane',
        from: { source: 'list-geo', asOf, licence: 'CC0-1.0' },
      },
      owner: {
        asn: '1221',
        name: 'Telstra Pty Ltd',
        network: '1.2.0.0/16',
        type: 'isp',
        from: { source: 'list-owner', asOf, licence: 'CC0-1.0' },
      },
      known: ['datacenter', 'vpn', 'relay'],
    })
    expect(data.find('1.3.0.1')?.owner).toBeUndefined()
    expect(data.sources()).toEqual([
      { layer: 'geo', source: 'list-geo', asOf, licence: 'CC0-1.0', file: 'geo.whorl', rows: 1 },
      {
        layer: 'owner',
        source: 'list-owner',
        asOf,
        licence: 'CC0-1.0',
        file: 'owner.whorl',
        rows: 1,
      },
    ])
  })

  test('of bogons are left out, whatever lists say', async () => {
    await write('geo', { '0.0.0.0/0': 'AU\t\t\t\t\t\t', '::/0': 'AU\t\t\t\t\t\t' })
    await write('owner', { '0.0.0.0/0': '1\tX' })
    await write('vpn', { '0.0.0.0/0': '', '::/0': '' })
    const data = await open()
    for (const address of ['10.1.2.3', '100.64.1.1', '192.0.2.1', 'fd00::1', '2001:db8::1']) {
      expect(data.find(address)).toEqual({
        address,
        isBogon: true,
        known: ['datacenter', 'vpn', 'relay'],
      })
    }
  })
})

describe('labels', () => {
  test('come from lists, with the name that the list gives', async () => {
    await write('datacenter', { '3.0.0.0/8': 'Amazon AWS', '4.0.0.0/8': '' })
    const data = await open()
    const from = { source: 'list-datacenter', asOf, licence: 'CC0-1.0' }
    expect(data.find('3.1.1.1')?.datacenter).toEqual({ by: 'list', name: 'Amazon AWS', from })
    expect(data.find('4.1.1.1')?.datacenter).toEqual({ by: 'list', from })
    expect(data.find('5.1.1.1')).toMatchObject({ known: ['datacenter'] })
    expect(data.find('5.1.1.1')?.datacenter).toBeUndefined()
  })

  test('come from the number of the network where no list has the address', async () => {
    await write('owner', {
      '3.0.0.0/8': '24940\tHetzner Online GmbH',
      '4.0.0.0/8': '209103\tProton AG',
      '5.0.0.0/8': '36183\tAkamai Technologies, Inc.',
      '6.0.0.0/8': '32934\tFacebook, Inc.',
    })
    await write('datacenter', { '3.1.0.0/16': '' })
    const data = await open()
    expect(data.find('3.2.1.1')?.datacenter).toMatchObject({ by: 'asn', name: 'Hetzner' })
    // The list is the better proof; the name that it lacks comes from the number.
    expect(data.find('3.1.1.1')?.datacenter).toMatchObject({ by: 'list', name: 'Hetzner' })
    expect(data.find('3.1.1.1')?.owner?.type).toBe('hosting')
    // Machines of VPN operators and relays stand in data centres, too.
    expect(labels(data.find('4.1.1.1'))).toEqual(['datacenter', 'vpn'])
    expect(labels(data.find('5.1.1.1'))).toEqual(['datacenter', 'relay'])
    expect(labels(data.find('6.1.1.1'))).toEqual([])
    expect(data.find('6.1.1.1')?.owner?.type).toBe('business')
  })

  // The list's names are the labels of each address.
  test.each([
    [['vpn'], ['vpn']],
    [
      ['vpn', 'datacenter'],
      ['datacenter', 'vpn'],
    ],
    [['vpn', 'relay'], ['relay']],
    [
      ['vpn', 'relay', 'datacenter'],
      ['datacenter', 'relay'],
    ],
    [['vpn', 'tor'], ['tor']],
    [['vpn', 'relay', 'tor'], ['tor']],
    [
      ['tor', 'datacenter'],
      ['datacenter', 'tor'],
    ],
    [
      ['proxy', 'vpn'],
      ['vpn', 'proxy'],
    ],
    [
      ['attackSource', 'emailSpam'],
      ['attackSource', 'emailSpam'],
    ],
  ] as const)('%j become %j', async (lists, expected) => {
    for (const layer of lists) await write(layer, { '1.2.3.0/24': 'x' })
    const facts = (await open()).find('1.2.3.4')
    expect(labels(facts)).toEqual(expected)
    expect(facts?.known).toEqual(expect.arrayContaining([...lists]))
    expect(facts?.known).toHaveLength(lists.length)
  })

  test('a relay by its number is no VPN by a list', async () => {
    await write('owner', { '1.2.0.0/16': '36183\tAkamai Technologies, Inc.' })
    await write('vpn', { '1.2.3.0/24': '' })
    expect(labels((await open()).find('1.2.3.4'))).toEqual(['datacenter', 'relay'])
  })
})

describe('providers', () => {
  test('come before files, which fill what they leave open', async () => {
    const path = join(folder, 'city.mmdb')
    const record = {
      country: { iso_code: 'AU' },
      city: { names: { en: 'Brisbane' } },
      subdivisions: [{ iso_code: 'QLD', names: { en: 'Queensland' } }],
      location: { accuracy_radius: 5 },
    }
    await writeFile(
      path,
      writeMmdb({ databaseType: 'GeoIP2-City', networks: { '1.0.0.0/8': record } }),
    )
    const flags = join(folder, 'anonymous.mmdb')
    const vpn = { is_anonymous_vpn: true, provider_name: 'Foo' }
    await writeFile(
      flags,
      writeMmdb({ databaseType: 'GeoIP-Anonymous-Plus', networks: { '1.2.3.0/24': vpn } }),
    )
    await write('geo', { '1.0.0.0/8': 'AU\tQueensland\tBrisbane\t-27.5\t153.0\t\t4000' })
    await write('vpn', { '1.2.0.0/16': 'Bar' })
    const providers = [openMmdbProvider(path, { complain }), openMmdbProvider(flags, { complain })]
    const data = openNetworkData({ folder, providers, complain })
    await data.refresh()
    const facts = data.find('1.2.3.4')
    expect(facts?.geolocation).toMatchObject({
      city: 'Brisbane',
      subdivisions: [{ isoCode: 'QLD', name: 'Queensland' }],
      latitude: -27.5,
      postalCode: '4000',
      accuracyRadius: 5,
      timezone: 'Australia/Brisbane',
      from: { source: 'GeoIP2-City' },
    })
    expect(facts?.vpn).toMatchObject({ by: 'provider', name: 'Foo' })
    expect(data.find('1.2.4.4')?.vpn).toMatchObject({ by: 'list', name: 'Bar' })
    expect(facts?.known).toEqual(['datacenter', 'vpn', 'tor', 'proxy'])
    expect(data.sources().map(({ file }) => file)).toEqual([
      'city.mmdb',
      'anonymous.mmdb',
      'geo.whorl',
      'vpn.whorl',
    ])
    expect(complaints).toEqual([])
  })

  test('that come later are known about, though no range file has changed', async () => {
    const path = join(folder, 'anonymous.mmdb')
    const data = openNetworkData({
      folder,
      providers: [openMmdbProvider(path, { complain })],
      complain,
    })
    await data.refresh()
    expect(data.find('1.2.3.4')?.known).toEqual([])
    const networks = { '1.2.3.0/24': { is_tor_exit_node: true } }
    await writeFile(path, writeMmdb({ databaseType: 'GeoIP2-Anonymous-IP', networks }))
    await data.refresh()
    expect(data.find('1.2.4.4')?.known).toEqual(['datacenter', 'vpn', 'tor', 'proxy'])
    expect(labels(data.find('1.2.3.4'))).toEqual(['tor'])
  })

  test('about different networks are not mixed', async () => {
    const path = join(folder, 'asn.mmdb')
    const record = { autonomous_system_number: 7 }
    await writeFile(
      path,
      writeMmdb({ databaseType: 'GeoLite2-ASN', networks: { '1.2.3.0/24': record } }),
    )
    const kind = join(folder, 'line.mmdb')
    const line = { connection_type: 'Corporate' }
    await writeFile(
      kind,
      writeMmdb({ databaseType: 'GeoIP2-Connection-Type', networks: { '1.0.0.0/8': line } }),
    )
    await write('owner', { '1.2.0.0/16': '8\tEight' })
    const providers = [openMmdbProvider(kind, { complain }), openMmdbProvider(path, { complain })]
    const data = openNetworkData({ folder, providers, complain })
    await data.refresh()
    expect(data.find('1.2.3.4')?.owner).toEqual({
      asn: '7',
      network: '1.2.3.0/24',
      type: 'business',
      from: expect.objectContaining({ source: 'GeoLite2-ASN' }),
    })
    expect(data.find('1.2.4.4')?.owner).toMatchObject({ asn: '8', name: 'Eight', type: 'business' })
    // Only the kind of the line is known: that is no owner.
    expect(data.find('1.3.0.1')?.owner).toBeUndefined()
  })
})

describe('refreshing', () => {
  const replace = async (name: string, bytes: Uint8Array) => {
    await writeFile(join(folder, 'new'), bytes)
    await rename(join(folder, 'new'), join(folder, name))
  }

  test('takes new, changed and removed files', async () => {
    const data = await open()
    expect(data.find('1.2.3.4')?.known).toEqual([])
    await write('tor', { '1.2.3.4': '' })
    await data.refresh()
    expect(labels(data.find('1.2.3.4'))).toEqual(['tor'])
    await replace('tor.whorl', encode('tor', { '1.2.3.5': '' }))
    await data.refresh()
    expect([labels(data.find('1.2.3.4')), labels(data.find('1.2.3.5'))]).toEqual([[], ['tor']])
    await rm(join(folder, 'tor.whorl'))
    await data.refresh()
    expect(data.find('1.2.3.5')?.known).toEqual([])
  })

  test('a broken file leaves the old table in use and is told once', async () => {
    await write('tor', { '1.2.3.4': '' })
    const data = await open()
    const bytes = encode('tor', { '1.2.3.4': '' })
    await replace('tor.whorl', bytes.subarray(0, -3))
    await data.refresh()
    await data.refresh()
    expect(complaints).toEqual(['tor.whorl is not used: it is cut off, or longer than it says'])
    expect(labels(data.find('1.2.3.4'))).toEqual(['tor'])
  })

  test('one broken file keeps no other from being used', async () => {
    await writeFile(join(folder, 'a.whorl'), 'x')
    await mkdir(join(folder, 'b.whorl'))
    await write('tor', { '1.2.3.4': '' })
    const data = await open()
    expect(labels(data.find('1.2.3.4'))).toEqual(['tor'])
    expect(complaints).toEqual([
      'a.whorl is not used: it is no range file',
      'b.whorl is not used: it cannot be read',
    ])
  })

  test('look-ups find the old or the new table at any moment, never none', async () => {
    const many = (value: string) =>
      encode('datacenter', {
        '1.0.0.0/8': value,
        ...Object.fromEntries(
          Array.from({ length: 20_000 }, (_, index) => [
            `9.${index >> 8}.${index & 255}.0/25`,
            `${index}`,
          ]),
        ),
      })
    const versions = [many('old'), many('new')]
    await replace('datacenter.whorl', versions[0] ?? new Uint8Array())
    const data = await open()
    let isRunning = true
    let asked = 0
    const seen = new Set<string | undefined>()
    const look = async () => {
      while (isRunning) {
        for (let count = 0; count < 100; count++) seen.add(data.find('1.1.1.1')?.datacenter?.name)
        asked += 100
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const looking = look()
    for (let round = 1; round <= 20; round++) {
      await replace('datacenter.whorl', versions[round % 2] ?? new Uint8Array())
      // Together, as a timer and a person may ask.
      await Promise.all([data.refresh(), data.refresh(), data.refresh()])
    }
    isRunning = false
    await looking
    expect(asked).toBeGreaterThan(1000)
    expect([...seen].sort()).toEqual(['new', 'old'])
    expect(complaints).toEqual([])
  })

  test('a closed one knows nothing and reads nothing', async () => {
    await write('tor', { '1.2.3.4': '' })
    const data = await open()
    data.close()
    await data.refresh()
    expect(data.find('1.2.3.4')).toEqual({ address: '1.2.3.4', isBogon: false, known: [] })
    expect(data.sources()).toEqual([])
  })
})
