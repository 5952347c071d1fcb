import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientAddress, isLoopback, normalizeAddress, parseRanges } from './address'

const trustedProxies = parseRanges(['10.0.0.0/8', '::1', 'fd00::/8'])
const none = parseRanges([])

describe('clientAddress', () => {
  test.each([
    ['no proxy trusted: the header is ignored', '203.0.113.9', '198.51.100.1', none, '203.0.113.9'],
    [
      'untrusted socket: the header is ignored',
      '203.0.113.9',
      '1.1.1.1',
      trustedProxies,
      '203.0.113.9',
    ],
    ['trusted socket: its last entry', '10.0.0.1', '198.51.100.1', trustedProxies, '198.51.100.1'],
    [
      'what the visitor wrote on the left is ignored',
      '10.0.0.1',
      '8.8.8.8, 198.51.100.1',
      trustedProxies,
      '198.51.100.1',
    ],
    [
      'inner proxies are skipped',
      '10.0.0.1',
      '8.8.8.8, 198.51.100.1, 10.9.9.9',
      trustedProxies,
      '198.51.100.1',
    ],
    ['only proxies: the outermost', '10.0.0.1', '10.0.0.7, 10.0.0.2', trustedProxies, '10.0.0.7'],
    ['rubbish ends the walk', '10.0.0.1', '198.51.100.1, unknown', trustedProxies, '10.0.0.1'],
    ['a mapped socket is IPv4', '::ffff:10.0.0.1', '198.51.100.1', trustedProxies, '198.51.100.1'],
    ['ports are dropped', '10.0.0.1', '[2001:db8::1]:443', trustedProxies, '2001:db8::1'],
    ['no header', '10.0.0.1', undefined, trustedProxies, '10.0.0.1'],
  ])('%s', (_, socketAddress, forwardedFor, proxies, expected) => {
    expect(clientAddress({ socketAddress, forwardedFor, trustedProxies: proxies })).toBe(expected)
  })

  test('an untrusted peer never chooses its address, whatever it sends', () => {
    fc.assert(
      fc.property(fc.string(), (forwardedFor) => {
        const seen = clientAddress({ socketAddress: '203.0.113.9', forwardedFor, trustedProxies })
        expect(seen).toBe('203.0.113.9')
      }),
    )
  })
})

test('names the entry that is no range', () => {
  expect(() => parseRanges(['10.0.0.0/8', 'nonsense'])).toThrow(/"nonsense" is neither/)
  expect(() => parseRanges(['10.0.0.0/33'])).toThrow(/10\.0\.0\.0\/33/)
})

test.each(['10/8', '10.0/16', '127.1', '0x0a000000/8', '012.0.0.0/8', 'fe80::%eth0/64', ''])(
  'the range %j is refused: programs read it differently',
  (entry) => {
    expect(() => parseRanges([entry])).toThrow(RangeError)
  },
)

test('normalises addresses', () => {
  expect(normalizeAddress('2001:0DB8:0:0::1')).toBe('2001:db8::1')
  expect(normalizeAddress('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(normalizeAddress('fe80::1%eth0')).toBe('fe80::1')
  // Short and octal forms mean different hosts to different programs.
  expect(normalizeAddress('127.1')).toBeUndefined()
  expect(normalizeAddress('not an address')).toBeUndefined()
})

test('knows loopback', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
  expect(['10.0.0.1', '128.0.0.1', '::2', ''].some(isLoopback)).toBe(false)
})
