import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { authorityOf, openCrawlerCheck } from './open-crawler-check'
import type { DnsResolver } from './reverse-dns'

const now = 1_790_000_000_000
const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
const inside = '192.0.2.5'
const outside = '203.0.113.5'

let folder = ''
let complaints: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whorl-crawlers-'))
  mkdirSync(join(folder, 'ranges'))
  complaints = []
})
afterEach(() => rmSync(folder, { recursive: true }))

function writeList(name: string, content: unknown, modifiedAt = now) {
  const path = join(folder, 'ranges', name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  utimesSync(path, modifiedAt / 1_000, modifiedAt / 1_000)
}

const googleList = {
  creationTime: '2020-01-01T00:00:00.000000',
  prefixes: [{ ipv4Prefix: '192.0.2.0/24' }, { ipv6Prefix: '2001:db8::/32' }],
}

const open = (dns: boolean | DnsResolver = false) =>
  openCrawlerCheck({
    folder,
    dns,
    publicHosts: [],
    clock: () => now,
    complain: (sentence) => complaints.push(sentence),
  })

const request = (userAgent: string, ip: string) => ({
  userAgent,
  ip,
  method: 'POST',
  target: '/',
  authority: 'id.example.com',
  rawHeaders: [],
})

async function identify(userAgent: string, ip: string, dns?: DnsResolver) {
  const found = await (await open(dns)).identify(request(userAgent, ip))
  return found && [found.name, found.identity, found.by]
}

const dnsOf = (names: Record<string, string>): DnsResolver => ({
  reverse: async (ip) => (names[ip] === undefined ? [] : [names[ip]]),
  resolve: async (name) => Object.keys(names).filter((ip) => names[ip] === name),
})

describe('published ranges', () => {
  beforeEach(() => writeList('googlebot.json', googleList))

  test('verify an address inside, of either family', async () => {
    expect(await identify(googlebot, inside)).toEqual(['Googlebot', 'verified', 'ranges'])
    expect(await identify(googlebot, '2001:db8::7')).toEqual(['Googlebot', 'verified', 'ranges'])
  })

  test('refute an address outside', async () => {
    expect(await identify(googlebot, outside)).toEqual(['Googlebot', 'spoofed', 'ranges'])
  })

  test('older than 45 days still verify but refute no more', async () => {
    writeList('googlebot.json', googleList, now - 46 * 86_400_000)
    expect(await identify(googlebot, inside)).toEqual(['Googlebot', 'verified', 'ranges'])
    expect(await identify(googlebot, outside)).toEqual(['Googlebot', 'unknown', 'claim'])
  })

  test('of one operator say nothing about another', async () => {
    expect(await identify('GPTBot/1.2 (+https://openai.com/gptbot)', inside)).toEqual([
      'GPTBot',
      'unknown',
      'claim',
    ])
  })
})

describe('reverse DNS', () => {
  test('verifies a name of the operator and refutes every other', async () => {
    const dns = dnsOf({ [inside]: 'crawl-1.googlebot.com', [outside]: 'evilgooglebot.com' })
    expect(await identify(googlebot, inside, dns)).toEqual(['Googlebot', 'verified', 'reverse_dns'])
    expect(await identify(googlebot, outside, dns)).toEqual(['Googlebot', 'spoofed', 'reverse_dns'])
    expect(await identify(googlebot, '203.0.113.6', dns)).toEqual([
      'Googlebot',
      'spoofed',
      'reverse_dns',
    ])
  })

  test('has the last word on an address that the list does not have', async () => {
    writeList('googlebot.json', googleList)
    const dns = dnsOf({ [outside]: 'crawl-9.googlebot.com' })
    expect(await identify(googlebot, outside, dns)).toEqual([
      'Googlebot',
      'verified',
      'reverse_dns',
    ])
  })

  test('that does not answer accuses nobody', async () => {
    writeList('googlebot.json', googleList)
    const silent: DnsResolver = { reverse: () => new Promise(() => {}), resolve: async () => [] }
    const startedAt = performance.now()
    expect(await identify(googlebot, outside, silent)).toEqual(['Googlebot', 'unknown', 'claim'])
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  test('is not asked about people, nor where the operator documents no names', async () => {
    const asked: string[] = []
    const dns: DnsResolver = {
      reverse: async (ip) => {
        asked.push(ip)
        return []
      },
      resolve: async () => [],
    }
    const person = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
    expect(await identify(person, inside, dns)).toBeUndefined()
    expect(await identify('GPTBot/1.2', inside, dns)).toEqual(['GPTBot', 'unknown', 'claim'])
    expect(asked).toEqual([])
  })
})

test('without lists and DNS every claim is unknown', async () => {
  rmSync(join(folder, 'ranges'), { recursive: true })
  expect(await identify(googlebot, inside)).toEqual(['Googlebot', 'unknown', 'claim'])
  expect(complaints).toEqual([])
})

describe('a file', () => {
  test.each([
    ['is not JSON', '{'],
    ['has no list of "prefixes"', {}],
    ['has no list of "prefixes"', { prefixes: [] }],
    ['has a prefix with neither ipv4Prefix nor ipv6Prefix', { prefixes: [{ ip: '192.0.2.0/24' }] }],
    [
      'has a wrong prefix: "192.0.2.0/99" is neither an IP address nor a CIDR range',
      { prefixes: [{ ipv4Prefix: '192.0.2.0/99' }] },
    ],
  ])('that %s leaves the last good one in use, and is told once', async (reason, content) => {
    writeList('googlebot.json', googleList)
    const check = await open()
    writeList('googlebot.json', content, now + 1_000)
    await check.refresh()
    await check.refresh()
    expect(complaints).toEqual([`googlebot.json is not used: it ${reason}`])
    expect(await check.identify(request(googlebot, inside))).toMatchObject({ identity: 'verified' })
  })

  test('that is changed or removed counts at the next refresh', async () => {
    const check = await open()
    const identityOf = async () => (await check.identify(request(googlebot, inside)))?.identity
    expect(await identityOf()).toBe('unknown')
    writeList('googlebot.json', googleList)
    await check.refresh()
    expect(await identityOf()).toBe('verified')
    writeList('googlebot.json', { prefixes: [{ ipv4Prefix: '203.0.113.0/24' }] }, now + 1_000)
    await check.refresh()
    expect(await identityOf()).toBe('spoofed')
    rmSync(join(folder, 'ranges', 'googlebot.json'))
    await check.refresh()
    expect(await identityOf()).toBe('unknown')
  })
})

test('an authority has no default port', () => {
  const hosts = ['ID.example.com:443', 'id.example.com:80', 'id.example.com:8443']
  expect(hosts.map(authorityOf)).toEqual([
    'id.example.com',
    'id.example.com',
    'id.example.com:8443',
  ])
})
