import { describe, expect, test } from 'vitest'
import { largestNetwork, parseNetwork } from './ip-network'
import { type ParsedIp, parseIp } from './parsed-ip'

const ip = (text: string): ParsedIp => parseIp(text) ?? expect.fail(`${text} is no address`)

describe('parseNetwork', () => {
  test('reads addresses and ranges of both kinds', () => {
    expect(parseNetwork('192.0.2.0/24')).toEqual({ kind: 4, first: 0xc000_0200, last: 0xc000_02ff })
    expect(parseNetwork('192.0.2.7')).toEqual({ kind: 4, first: 0xc000_0207, last: 0xc000_0207 })
    expect(parseNetwork('0.0.0.0/0')).toEqual({ kind: 4, first: 0, last: 0xffff_ffff })
    expect(parseNetwork('::/127')).toEqual({ kind: 6, first: 0n, last: 1n })
    expect(parseNetwork('::2')).toEqual({ kind: 6, first: 2n, last: 2n })
    expect(parseNetwork('::/0')).toEqual({ kind: 6, first: 0n, last: (1n << 128n) - 1n })
  })

  test('leaves out what stands behind the prefix', () => {
    expect(parseNetwork('192.0.2.77/24')).toEqual(parseNetwork('192.0.2.0/24'))
    expect(parseNetwork('2001:db8::77/64')).toEqual(parseNetwork('2001:db8::/64'))
  })

  test('takes an IPv4-mapped range as IPv4', () => {
    expect(parseNetwork('::ffff:192.0.2.0/120')).toEqual(parseNetwork('192.0.2.0/24'))
    expect(parseNetwork('::ffff:0:0/80')).toBeUndefined()
  })

  test.each(['', '10/8', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/024', '192.0.2.0/-1', '::/129'])(
    '%j is no range',
    (text) => {
      expect(parseNetwork(text)).toBeUndefined()
    },
  )

  test.each(['192.0.2.0/24/24', 'fe80::%1/64', '# comment', '192.0.2.0-192.0.2.9'])(
    '%j is no range either',
    (text) => {
      expect(parseNetwork(text)).toBeUndefined()
    },
  )
})

describe('largestNetwork', () => {
  test.each([
    ['192.0.2.7', '192.0.2.0', '192.0.2.255', '192.0.2.0/24'],
    ['192.0.2.7', '192.0.2.7', '192.0.2.7', '192.0.2.7/32'],
    // From .1 on, a /29 would begin too early.
    ['192.0.2.7', '192.0.2.1', '192.0.2.255', '192.0.2.4/30'],
    ['192.0.2.128', '192.0.2.1', '192.0.3.255', '192.0.2.128/25'],
    ['192.0.2.7', '0.0.0.0', '255.255.255.255', '0.0.0.0/0'],
    ['2001:db8:0:1::9', '2001:db8::', '2001:db8:0:2:ffff:ffff:ffff:ffff', '2001:db8::/63'],
    ['::5', '::5', '::9', '::5/128'],
  ])('%s between %s and %s is in %s', (address, first, last, network) => {
    expect(largestNetwork(ip(address), ip(first), ip(last))).toBe(network)
  })
})
