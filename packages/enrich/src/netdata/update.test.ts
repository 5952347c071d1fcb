import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ListServer, startListServer } from '../../test-setup/list-server'
import { writeMmdb } from '../../test-setup/write-mmdb'
import { openRangeLists } from '../crawlers/range-lists'
import { parseIp } from '../network/parsed-ip'
import { decodeRangeTable } from '../network/range-table'
import { createFileFetch } from './file-fetch'
import { dayMs, hourMs, linesFile, linesMirror, type NetworkSource } from './network-source'
import { type UpdateOptions, updateNetworkData } from './update'

let server: ListServer
let data: string
let now: number
beforeEach(async () => {
  server = await startListServer()
  data = await mkdtemp(join(tmpdir(), 'whorl-update-'))
  now = Date.UTC(2026, 0, 31, 12)
})
afterEach(async () => {
  await server.close()
  await rm(data, { recursive: true })
})

function source(name: string, rest: Partial<NetworkSource> = {}): NetworkSource {
  return {
    name,
    layer: 'datacenter',
    label: 'Example Cloud',
    files: [linesFile(`${server.origin}/${name}.txt`)],
    licence: 'CC0-1.0',
    intervalMs: dayMs,
    bytesMax: 10_000,
    rowsMin: 1,
    rowsMax: 100,
    ...rest,
  }
}

function update(sources: readonly NetworkSource[], options: Partial<UpdateOptions> = {}) {
  return updateNetworkData({
    folder: join(data, 'network'),
    crawlersFolder: join(data, 'crawlers'),
    sources,
    fetch: createFileFetch({ trustedOrigins: [server.origin] }),
    clock: () => now,
    log: () => {},
    ...options,
  })
}

async function table(name: string) {
  const { header, find } = decodeRangeTable(await readFile(join(data, 'network', `${name}.whorl`)))
  const label = (address: string) => {
    const ip = parseIp(address)
    return ip && find(ip)?.value
  }
  return { header, label }
}

describe('a list', () => {
  test('becomes a table with the name, the date and the terms of its source', async () => {
    server.files.set('/cloud.txt', '192.0.2.0/24\n2001:db8::/32\n')
    const [result] = await update([source('cloud', { attribution: 'Example' })])
    expect(result).toEqual({
      name: 'cloud',
      status: 'updated',
      sentence: 'cloud: 2 rows of 2026-01-31.',
      rows: 2,
      bytes: 27,
    })
    const { header, label } = await table('cloud')
    expect(header).toEqual({
      layer: 'datacenter',
      source: 'cloud',
      asOf: now,
      licence: 'CC0-1.0',
      attribution: 'Example',
    })
    expect(label('192.0.2.200')).toBe('Example Cloud')
    expect(label('2001:db8::1')).toBe('Example Cloud')
    expect(label('198.51.100.1')).toBeUndefined()
  })

  test('is not asked for again before its time, and then with its tag', async () => {
    server.files.set('/cloud.txt', '192.0.2.0/24\n')
    await update([source('cloud')])
    now += 23 * hourMs
    const [soon] = await update([source('cloud')])
    expect(soon?.status).toBe('too_soon')
    expect(soon?.sentence).toBe(
      'cloud: asked less than 24 h ago; again in 60 min (--force asks now).',
    )
    now += 2 * hourMs
    const [later] = await update([source('cloud')])
    expect(later?.status).toBe('unchanged')
    expect(server.seen).toEqual(['GET /cloud.txt 200', 'GET /cloud.txt 304'])
    // What its publisher confirms is not old.
    expect((await table('cloud')).header.asOf).toBe(now)
  })

  test('of two files is fetched whole when one of them is new', async () => {
    server.files.set('/v4.txt', '192.0.2.0/24\n')
    server.files.set('/v6.txt', '2001:db8::/32\n')
    const files = ['v4', 'v6'].map((name) => linesFile(`${server.origin}/${name}.txt`))
    const cloud = source('cloud', { files })
    await update([cloud])
    server.files.set('/v6.txt', '2001:db8:1::/48\n')
    now += 2 * dayMs
    await update([cloud])
    const { label } = await table('cloud')
    expect(label('192.0.2.1')).toBe('Example Cloud')
    expect(label('2001:db8:1::1')).toBe('Example Cloud')
    expect(label('2001:db8:2::1')).toBeUndefined()
  })
})

describe('the old table stays in use when the new list', () => {
  const old = Array.from({ length: 10 }, (_, index) => `192.0.2.${index}`).join('\n')

  test.each([
    ['shrinks by more than 30 %', '192.0.2.0\n192.0.2.1', 'refused', 'it shrank from 10 to 2 rows'],
    ['is empty', '# nothing\n', 'refused', 'it is empty'],
    ['is a page of HTML', '<p>\n'.repeat(9), 'failed', 'has no networks'],
    ['is a text with addresses in it', `${old}\na\nb\nc\nd`, 'failed', 'has 4 entries'],
    ['is too large', `${old}\n`.repeat(200), 'failed', 'it is larger than 10000 bytes'],
    ['is gone', undefined, 'failed', 'there is nothing at'],
  ])('%s', async (_, text, status, part) => {
    const cloud = source('cloud')
    server.files.set('/cloud.txt', old)
    await update([cloud])
    const before = await readFile(join(data, 'network/cloud.whorl'))
    if (text === undefined) server.files.delete('/cloud.txt')
    else server.files.set('/cloud.txt', text)
    now += 2 * dayMs
    const [result] = await update([cloud, source('other')])
    expect(result).toMatchObject({ status, rowsBefore: 10 })
    expect(result?.sentence).toContain(part)
    expect(await readFile(join(data, 'network/cloud.whorl'))).toEqual(before)
  })

  test('has more rows than are plausible', async () => {
    server.files.set('/cloud.txt', old)
    const [result] = await update([source('cloud', { rowsMax: 9 })])
    expect(result?.status).toBe('refused')
    expect(result?.sentence).toBe(
      'cloud: it has 10 rows, and 1 to 9 are plausible (--force takes it); the old data stay in use.',
    )
  })
})

test('force takes a list that shrank, but never an empty one', async () => {
  const cloud = source('cloud')
  server.files.set('/cloud.txt', '192.0.2.1\n192.0.2.2\n192.0.2.3\n')
  await update([cloud])
  server.files.set('/cloud.txt', '192.0.2.1\n')
  expect(await update([cloud], { force: true })).toMatchObject([{ status: 'updated', rows: 1 }])
  server.files.set('/cloud.txt', '\n')
  expect(await update([cloud], { force: true })).toMatchObject([{ status: 'refused', rows: 0 }])
})

test('a dry run says what it would do and writes nothing', async () => {
  server.files.set('/cloud.txt', '192.0.2.0/24\n')
  const [result] = await update([source('cloud')], { dryRun: true })
  expect(result).toMatchObject({ status: 'updated', sentence: 'cloud: would bring 1 rows.' })
  expect(await readdir(data)).toEqual([])
})

test('sources that are opt-in wait until they are named', async () => {
  server.files.set('/attacks.txt', '192.0.2.66\n')
  const attacks = source('attacks', { layer: 'attackSource', label: '', isOptIn: true })
  expect(await update([attacks])).toEqual([])
  expect(await update([attacks], { only: ['attacks'] })).toMatchObject([{ status: 'updated' }])
  expect((await table('attacks')).label('192.0.2.66')).toBe('')
})

test('a damaged state is as none', async () => {
  server.files.set('/cloud.txt', '192.0.2.0/24\n')
  await update([source('cloud')])
  await writeFile(join(data, 'network/update-state.json'), '{"sources": {"cloud": {"rows": ')
  expect(await update([source('cloud')])).toMatchObject([{ status: 'updated' }])
})

describe('the VPN table', () => {
  test('leaves out relays and Tor, also those that come later', async () => {
    const vpn = source('vpn', { layer: 'vpn', label: 'Example VPN' })
    const relay = source('relay', { layer: 'relay', label: 'Relay' })
    const tor = source('tor', { layer: 'tor', label: 'Tor' })
    const sources = [relay, vpn, tor]
    server.files.set('/relay.txt', '192.0.2.0/25\n')
    server.files.set('/vpn.txt', '192.0.2.0/24\n')
    server.files.set('/tor.txt', '192.0.2.200\n')
    await update(sources, { only: ['relay', 'vpn'] })
    expect((await table('vpn')).label('192.0.2.1')).toBeUndefined()
    expect((await table('vpn')).label('192.0.2.200')).toBe('Example VPN')
    await update(sources, { only: ['tor'] })
    const { label } = await table('vpn')
    expect(label('192.0.2.199')).toBe('Example VPN')
    expect(label('192.0.2.200')).toBeUndefined()
    expect(label('192.0.2.201')).toBe('Example VPN')
  })
})

test('the list of a crawler is one that the crawler check reads', async () => {
  const text = JSON.stringify({
    creationTime: '2026-01-30T10:00:00.000000',
    prefixes: [{ ipv4Prefix: '192.0.2.0/24' }, { ipv6Prefix: '2001:db8::/32' }],
  })
  server.files.set('/bot.json', text)
  const format = {
    kind: 'json',
    paths: ['prefixes[].ipv4Prefix', 'prefixes[].ipv6Prefix'],
  } as const
  const files = [{ url: `${server.origin}/bot.json`, format }]
  await update([source('crawler-bot', { layer: 'crawler', table: 'bot', files })])
  const complaints: string[] = []
  const lists = openRangeLists(join(data, 'crawlers/ranges'), (text) => complaints.push(text))
  await lists.refresh()
  expect(complaints).toEqual([])
  const list = lists.find('bot')
  expect(list?.asOf).toBe(Date.UTC(2026, 0, 30, 10))
  expect(list?.ranges.contains('192.0.2.9')).toBe(true)
  expect(list?.ranges.contains('2001:db8::9')).toBe(true)
  now += 2 * dayMs
  await update([source('crawler-bot', { layer: 'crawler', table: 'bot', files })])
  await lists.refresh()
  expect(lists.find('bot')?.asOf).toBe(now)
})

describe('compressed files', () => {
  test('of owners keep networks apart', async () => {
    const rows = [
      '192.0.2.0\t192.0.2.127\t64496\tUS\tEXAMPLE',
      '192.0.2.128\t192.0.2.255\t64496\tUS\tEXAMPLE',
    ]
    server.files.set('/asn.tsv.gz', gzipSync(rows.join('\n')))
    const files = [{ url: `${server.origin}/asn.tsv.gz`, format: { kind: 'iptoasn' } }] as const
    const owners = source('iptoasn', { layer: 'owner', table: 'asn', label: '', files })
    expect(await update([owners])).toMatchObject([{ status: 'updated', rows: 2 }])
    expect((await table('asn')).label('192.0.2.130')).toBe('64496\tEXAMPLE')
  })

  test('of cities have the date of their making, and come monthly', async () => {
    const record = {
      country_code: 'CH',
      state1: 'Zug',
      city: 'Zug',
      latitude: 47.17,
      longitude: 8.52,
    }
    const builtAt = Date.UTC(2025, 11, 1)
    const cities = writeMmdb({
      databaseType: 'test',
      networks: { '192.0.2.0/24': record },
      buildEpoch: builtAt / 1000,
    })
    server.files.set('/city-2025-12.mmdb.gz', gzipSync(cities))
    const url = `${server.origin}/city-{month}.mmdb.gz`
    const files = [{ url, format: { kind: 'cityMmdb' } }] as const
    await update([source('city', { layer: 'geo', files })])
    const { header, label } = await table('city')
    expect(header.asOf).toBe(builtAt)
    expect(label('192.0.2.1')).toBe('CH\tZug\tZug\t47.2\t8.5\t\t')
    expect(server.seen).toEqual(['GET /city-2026-01.mmdb.gz 404', 'GET /city-2025-12.mmdb.gz 200'])
  })

  test.each(['iptoasn', 'cityMmdb'] as const)('that are none fail: %s', async (kind) => {
    const files = [{ url: `${server.origin}/x.gz`, format: { kind } }]
    const broken = source('x', { layer: 'geo', files })
    server.files.set('/x.gz', 'no gzip')
    const [plain] = await update([broken])
    expect(plain?.sentence).toBe('x: the list is not gzip, or is cut short.')
    const whole = gzipSync('1\t2\t3\n'.repeat(1000))
    server.files.set('/x.gz', whole.subarray(0, whole.length - 10))
    const [cut] = await update([broken], { force: true })
    expect(cut?.sentence).toBe('x: the list is not gzip, or is cut short.')
  })
})

describe('a mirror', () => {
  const mirrored = (name: string) =>
    source(name, {
      mirrors: [linesMirror(`repository/${name}-v4.txt`, `repository/${name}-v6.txt`)],
    })

  test('may be a folder, whose files have their dates', async () => {
    const mirror = join(data, 'mirror')
    await mkdir(join(mirror, 'cloud'), { recursive: true })
    await writeFile(join(mirror, 'cloud/cloud.txt'), '192.0.2.0/24\n')
    const modifiedAt = Date.UTC(2026, 0, 2)
    await utimes(join(mirror, 'cloud/cloud.txt'), modifiedAt / 1000, modifiedAt / 1000)
    const results = await update([source('cloud'), mirrored('other')], { mirror })
    expect(results).toMatchObject([
      { status: 'updated', sentence: 'cloud: 1 rows of 2026-01-02.' },
      {
        status: 'absent',
        sentence: 'other: the mirror has no other/other.txt nor repository/other-v4.txt.',
      },
    ])
    expect((await table('cloud')).header.asOf).toBe(modifiedAt)
    expect(server.seen).toEqual([])
    expect(await readdir(join(mirror, 'cloud'))).toEqual(['cloud.txt'])
  })

  test('may be a URL, and must have all files of a list', async () => {
    server.files.set('/lists/repository/cloud-v4.txt', '192.0.2.0/24\n')
    const mirror = `${server.origin}/lists/`
    const [half] = await update([mirrored('cloud')], { mirror })
    expect(half?.sentence).toBe('cloud: the mirror lacks repository/cloud-v6.txt.')
    server.files.set('/lists/repository/cloud-v6.txt', '2001:db8::/32\n')
    const [whole] = await update([mirrored('cloud')], { mirror })
    expect(whole).toMatchObject({ status: 'updated', rows: 2 })
  })

  test('may be asked at any time, and does not bring older data', async () => {
    server.files.set('/cloud.txt', '192.0.2.0/24\n')
    await update([source('cloud')])
    const mirror = join(data, 'mirror')
    await mkdir(join(mirror, 'cloud'), { recursive: true })
    const path = join(mirror, 'cloud/cloud.txt')
    await writeFile(path, '198.51.100.0/24\n')
    await utimes(path, now / 1000 - 86_400, now / 1000 - 86_400)
    const [older] = await update([source('cloud')], { mirror })
    expect(older?.status).toBe('refused')
    expect(older?.sentence).toContain('it is of 2026-01-30, and what is in use of 2026-01-31')
    await utimes(path, now / 1000, now / 1000)
    expect(await update([source('cloud')], { mirror })).toMatchObject([{ status: 'updated' }])
  })

  test('may say in a name how old a list is', async () => {
    const tor = source('tor', { layer: 'tor', mirrors: [linesMirror('tor/exits-2024-02-27.lst')] })
    const mirror = join(data, 'mirror')
    await mkdir(join(mirror, 'tor'), { recursive: true })
    await writeFile(join(mirror, 'tor/exits-2024-02-27.lst'), '192.0.2.66\n')
    await update([tor], { mirror })
    expect((await table('tor')).header.asOf).toBe(Date.UTC(2024, 1, 27))
  })
})

test('nothing half-written is left behind', async () => {
  server.files.set('/cloud.txt', '192.0.2.0/24\n')
  await update([source('cloud')])
  expect((await readdir(join(data, 'network'))).sort()).toEqual([
    'cloud.whorl',
    'lists',
    'update-state.json',
  ])
  expect((await stat(join(data, 'network/cloud.whorl'))).size).toBeGreaterThan(0)
})
