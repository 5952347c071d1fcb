import { expect, test } from 'vitest'
import { maskIp, maskKey, subscriberOf } from './logger'

test.each([
  ['198.51.100.7', '198.51.100.0/24', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0::/48', '2001:db8:0:0::/64'],
  ['::1', '0:0:0::/48', '0:0:0:0::/64'],
  ['nonsense', 'unknown', 'nonsense'],
])('%s is logged as %s and limited as %s', (ip, logged, limited) => {
  expect(maskIp(ip)).toBe(logged)
  expect(subscriberOf(ip)).toBe(limited)
})

test('a key shows its kind and its end', () => {
  expect(maskKey('sk_0123456789abcdef')).toBe('sk_…cdef')
  expect(maskKey('a-provisioned-key')).toBe('…-key')
  expect(maskKey('pk_short')).toBe('…')
})
