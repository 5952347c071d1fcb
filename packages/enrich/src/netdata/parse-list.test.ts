import { describe, expect, test } from 'vitest'
import { parseList } from './parse-list'

const lines = { kind: 'lines' } as const

describe('a text', () => {
  test('gives one network for each line, without comments and repetitions', () => {
    const text =
      '\ufeff# published today\r\n192.0.2.0/24\r\n\r\n192.0.2.0/24 # again\n2001:db8::/32\n'
    expect(parseList(text, lines)).toEqual({
      networks: ['192.0.2.0/24', '2001:db8::/32'],
      refused: 0,
    })
  })

  // The form of RFC 8805, section 2.1.1.
  test('may be a geofeed', () => {
    const text =
      '# prefix,country,region,city,postal\n192.0.2.0/25,US,US-AL,Alabaster,\n"192.0.2.128/25",PL,,,'
    expect(parseList(text, lines).networks).toEqual(['192.0.2.0/25', '192.0.2.128/25'])
  })

  test('that is a page of HTML holds no networks', () => {
    const page = '<!doctype html>\n<title>Sorry</title>\n<p>192.0.2.1</p>'
    expect(parseList(page, lines)).toEqual({ networks: [], refused: 3 })
  })

  test('does not name half of the internet', () => {
    const text = '0.0.0.0/0\n128.0.0.0/7\n::/0\n2002::/16\n17.0.0.0/8\n2003::/19'
    expect(parseList(text, lines)).toEqual({ networks: ['17.0.0.0/8', '2003::/19'], refused: 4 })
  })
})

describe('JSON', () => {
  test('in the form of Google has a date, which is UTC', () => {
    const text = JSON.stringify({
      creationTime: '2026-01-31T10:00:00.123456',
      prefixes: [{ ipv4Prefix: '192.0.2.0/27' }, { ipv6Prefix: '2001:db8:4801::/64' }],
    })
    const paths = ['prefixes[].ipv4Prefix', 'prefixes[].ipv6Prefix']
    expect(parseList(text, { kind: 'json', paths })).toEqual({
      networks: ['192.0.2.0/27', '2001:db8:4801::/64'],
      refused: 0,
      asOf: Date.UTC(2026, 0, 31, 10, 0, 0, 123),
    })
  })

  test('in the form of Amazon has its families apart', () => {
    const text = JSON.stringify({
      prefixes: [{ ip_prefix: '192.0.2.0/24', region: 'x', service: 'EC2' }],
      ipv6_prefixes: [{ ipv6_prefix: '2001:db8::/32' }],
    })
    const paths = ['prefixes[].ip_prefix', 'ipv6_prefixes[].ipv6_prefix']
    expect(parseList(text, { kind: 'json', paths }).networks).toEqual([
      '192.0.2.0/24',
      '2001:db8::/32',
    ])
  })

  test('in the form of Oracle is nested', () => {
    const text = JSON.stringify({ regions: [{ cidrs: [{ cidr: '192.0.2.0/24' }] }, { cidrs: [] }] })
    const format = { kind: 'json', paths: ['regions[].cidrs[].cidr'] } as const
    expect(parseList(text, format).networks).toEqual(['192.0.2.0/24'])
  })

  test('may be a list itself, and lack members', () => {
    const text = JSON.stringify([{ ipv4_addr_in: '192.0.2.1' }, {}, null])
    const format = { kind: 'json', paths: ['[].ipv4_addr_in'] } as const
    expect(parseList(text, format)).toEqual({ networks: ['192.0.2.1'], refused: 0 })
  })

  test('that is cut short is an error, and a member of the prototype is none of it', () => {
    const format = { kind: 'json', paths: ['constructor[]', '__proto__'] } as const
    expect(() => parseList('{"prefixes": [', format)).toThrow(new RangeError('is not JSON'))
    expect(parseList('{}', format)).toEqual({ networks: [], refused: 0 })
  })
})

describe('the exits of Tor', () => {
  test('come in blocks, of which the newest status dates the list', () => {
    const text = [
      'ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E',
      'Published 2026-01-30 18:00:00',
      'LastStatus 2026-01-31 09:00:00',
      'ExitAddress 192.0.2.7 2026-01-31 09:12:31',
      'ExitAddress 192.0.2.8 2026-01-31 09:12:31',
      'ExitNode 00A1BD2485AD45D984EC4159C88FC066E5E3300E',
      'LastStatus 2026-01-31 10:00:00',
      'ExitAddress 192.0.2.9 2026-01-31 10:12:31',
    ].join('\n')
    expect(parseList(text, { kind: 'torExits' })).toEqual({
      networks: ['192.0.2.7', '192.0.2.8', '192.0.2.9'],
      refused: 0,
      asOf: Date.UTC(2026, 0, 31, 10),
    })
  })

  test('may be a plain list, which has no date', () => {
    expect(parseList('192.0.2.7\n192.0.2.8\n', { kind: 'torExits' })).toEqual({
      networks: ['192.0.2.7', '192.0.2.8'],
      refused: 0,
    })
  })
})
