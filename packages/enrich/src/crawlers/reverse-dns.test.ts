import { describe, expect, test } from 'vitest'
import { createReverseDns, type DnsResolver } from './reverse-dns'

const noRecord = () => Object.assign(new Error('queryPtr ENOTFOUND'), { code: 'ENOTFOUND' })
const timeout = () => Object.assign(new Error('queryPtr ETIMEOUT'), { code: 'ETIMEOUT' })

/** Answers from two tables and counts the questions; a function stands for a failure. */
function tableResolver(
  names: Record<string, string[] | (() => Error)>,
  addresses: Record<string, string[]> = {},
) {
  const asked: string[] = []
  const look = async (table: typeof names, key: string) => {
    asked.push(key)
    const found = table[key] ?? noRecord
    if (typeof found === 'function') throw found()
    return found
  }
  const resolver: DnsResolver = {
    reverse: (ip) => look(names, ip),
    resolve: (name) => look(addresses, name),
  }
  return { resolver, asked }
}

describe('gives the names of an address', () => {
  test('that point back to it, in lower case', async () => {
    const { resolver } = tableResolver(
      { '192.0.2.1': ['Crawl-1.Googlebot.com.', 'liar.googlebot.com'] },
      { 'Crawl-1.Googlebot.com.': ['192.0.2.9', '192.0.2.1'], 'liar.googlebot.com': ['192.0.2.7'] },
    )
    const dns = createReverseDns(resolver, () => 0)
    expect(await dns.names('192.0.2.1', 1_000)).toEqual(['crawl-1.googlebot.com'])
  })

  test('compares IPv6 whatever its spelling', async () => {
    const { resolver } = tableResolver(
      { '2001:db8::1': ['a.example'] },
      { 'a.example': ['2001:0DB8:0::1'] },
    )
    expect(await createReverseDns(resolver, () => 0).names('2001:db8::1', 1_000)).toEqual([
      'a.example',
    ])
  })

  test('none for an address without a name', async () => {
    const dns = createReverseDns(tableResolver({}).resolver, () => 0)
    expect(await dns.names('192.0.2.1', 1_000)).toEqual([])
  })
})

test('remembers names for a day, their absence for an hour, failures for a minute', async () => {
  let now = 0
  const { resolver, asked } = tableResolver(
    { '192.0.2.1': ['a.example'], '192.0.2.3': timeout },
    { 'a.example': ['192.0.2.1'] },
  )
  const dns = createReverseDns(resolver, () => now)
  const askAll = async () => {
    asked.length = 0
    for (const ip of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) await dns.names(ip, 1_000)
    return asked.filter((key) => key.startsWith('192.'))
  }
  expect(await askAll()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3'])
  expect(await askAll()).toEqual([])
  now = 61_000
  expect(await askAll()).toEqual(['192.0.2.3'])
  now = 3_601_000
  expect(await askAll()).toEqual(['192.0.2.2', '192.0.2.3'])
  now = 86_401_000
  expect(await askAll()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3'])
})

describe('never holds anybody up', () => {
  test('gives up after the wait, and the late answer serves the next', async () => {
    let answer: (names: string[]) => void = () => {}
    const resolver: DnsResolver = {
      reverse: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
      resolve: async () => ['192.0.2.1'],
    }
    const dns = createReverseDns(resolver, () => 0)
    const startedAt = performance.now()
    expect(await dns.names('192.0.2.1', 20)).toBeUndefined()
    expect(performance.now() - startedAt).toBeLessThan(500)
    answer(['a.example'])
    expect(await dns.names('192.0.2.1', 1_000)).toEqual(['a.example'])
  })

  test('a failure is no answer', async () => {
    const dns = createReverseDns(tableResolver({ '192.0.2.3': timeout }).resolver, () => 0)
    expect(await dns.names('192.0.2.3', 1_000)).toBeUndefined()
  })

  test('asks for few addresses at once and for each one once', async () => {
    let asked = 0
    const resolver: DnsResolver = {
      reverse: () => {
        asked += 1
        return new Promise(() => {})
      },
      resolve: async () => [],
    }
    const dns = createReverseDns(resolver, () => 0)
    const waits = Array.from({ length: 200 }, (_, index) => dns.names(`192.0.2.${index % 100}`, 5))
    expect(await Promise.all(waits)).toEqual(Array(200).fill(undefined))
    expect(asked).toBe(20)
  })
})
