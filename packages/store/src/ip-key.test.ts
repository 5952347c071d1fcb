import { expect, test } from 'vitest'
import { ipKey, ipRange } from './ip-key'

test.each([
  ['192.0.2.1', '4c0000201'],
  ['0.0.0.0', '400000000'],
  ['255.255.255.255', '4ffffffff'],
  ['::', `6${'0'.repeat(32)}`],
  ['2001:db8::1', '620010db8000000000000000000000001'],
  ['2001:DB8:0:0:0:0:0:1', '620010db8000000000000000000000001'],
  ['64:ff9b::192.0.2.1', '60064ff9b0000000000000000c0000201'],
  ['::ffff:192.0.2.1', '4c0000201'],
])('%s sorts as %s', (ip, key) => {
  expect(ipKey(ip)).toBe(key)
})

test.each(['', 'unknown', '1.2.3', '01.2.3.4', '1.2.3.4/32', 'fe80::1%eth0', '1::2::3', ':::'])(
  '%j is no address',
  (text) => {
    expect(ipKey(text)).toBeNull()
  },
)

test.each([
  ['192.0.2.1', '4c0000201', '4c0000201'],
  ['192.0.2.1/32', '4c0000201', '4c0000201'],
  ['192.0.2.77/24', '4c0000200', '4c00002ff'],
  ['0.0.0.0/0', '400000000', '4ffffffff'],
  ['2001:db8::/127', `620010db8${'0'.repeat(24)}`, `620010db8${'0'.repeat(23)}1`],
  ['::ffff:192.0.2.0/120', '4c0000200', '4c00002ff'],
])('%s spans its network', (text, first, last) => {
  expect(ipRange(text)).toEqual({ first, last })
})

test.each(['192.0.2.1/33', '192.0.2.1/', '192.0.2.1/-1', '::/129', '192.0.2.1/24/8', 'x/8', '/8'])(
  '%s is no network',
  (text) => {
    expect(ipRange(text)).toBeUndefined()
  },
)
