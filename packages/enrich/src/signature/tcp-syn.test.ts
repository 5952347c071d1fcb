import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSyn } from './tcp-syn'

const mss1460 = '020405b4'
const timestamps = '080a0000000100000000'

/** A SYN as the kernel keeps it; options end on a multiple of four. */
function syn(options: string, { version = 4, ttl = 64, window = 64_240, flags = 0x02 } = {}) {
  const body = Buffer.from(options.replaceAll(' ', ''), 'hex')
  const ip = Buffer.alloc(version === 4 ? 20 : 40)
  ip[0] = version === 4 ? 0x45 : 0x60
  ip[version === 4 ? 8 : 7] = ttl
  ip[version === 4 ? 9 : 6] = 6
  const tcp = Buffer.alloc(20)
  tcp[12] = ((20 + body.length) / 4) << 4
  tcp[13] = flags
  tcp.writeUInt16BE(window, 14)
  return Buffer.concat([ip, tcp, body])
}

test.each([
  ['windows', `${mss1460} 01 030308 01 01 0402`, 'mss,nop,ws,nop,nop,sok'],
  ['windows', `${mss1460} 01 01 0402`, 'mss,nop,nop,sok'],
  [
    'apple',
    `${mss1460} 01 030306 01 01 ${timestamps} 0402 00 00`,
    'mss,nop,ws,nop,nop,ts,sok,eol+1',
  ],
  ['linux', `${mss1460} 0402 ${timestamps} 01 030307`, 'mss,sok,ts,nop,ws'],
  ['linux', `${mss1460} 01 01 0402 01 030307`, 'mss,nop,nop,sok,nop,ws'],
  ['freebsd', `${mss1460} 01 030306 0402 ${timestamps}`, 'mss,nop,ws,sok,ts'],
  ['unknown', `${mss1460} 01 01 01 01`, 'mss,nop,nop,nop,nop'],
  ['unknown', '', ''],
])('takes for %s: %s', (family, options, layout) => {
  expect(readSyn(syn(options))).toMatchObject({ captured: true, family, layout })
})

test('reads everything that the SYN says', () => {
  const options = `${mss1460} 0402 ${timestamps} 01 030307`
  expect(readSyn(syn(options, { ttl: 52, window: 29_200 }))).toEqual({
    captured: true,
    layout: 'mss,sok,ts,nop,ws',
    family: 'linux',
    ttl: 52,
    ttlDistance: 12,
    window: 29_200,
    mss: 1460,
    mtu: 1500,
    scale: 7,
  })
})

test('adds the longer headers of IPv6 to the MTU', () => {
  expect(readSyn(syn('02040514 01010402', { version: 6 }))).toMatchObject({ mss: 1300, mtu: 1360 })
})

test.each([
  [64, 0],
  [65, 63],
  [128, 0],
  [113, 15],
  [255, 0],
  [1, 63],
])('TTL %i is %i from where it started', (ttl, ttlDistance) => {
  expect(readSyn(syn(mss1460, { ttl }))).toMatchObject({ ttl, ttlDistance })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['no SYN', syn(mss1460, { flags: 0x10 })],
  ['half a segment', syn(mss1460).subarray(0, 38)],
  ['another protocol', Buffer.concat([Buffer.from([0x45]), Buffer.alloc(60)])],
])('captures nothing from %s', (_, bytes) => {
  expect(readSyn(bytes)).toEqual({ captured: false })
})

test('options without an end are named and end there', () => {
  expect(readSyn(syn(`${mss1460} 03000000`))).toMatchObject({ layout: 'mss,bad' })
  expect(readSyn(syn(`${mss1460} 01010108`))).toMatchObject({ layout: 'mss,nop,nop,nop,bad' })
})

test('never throws, whatever the bytes', () => {
  const options = fc.uint8Array({ minLength: 40, maxLength: 40 })
  const packets = options.map((bytes) => syn(Buffer.from(bytes).toString('hex')))
  fc.assert(
    fc.property(fc.oneof(packets, fc.uint8Array({ maxLength: 120 })), (bytes) => {
      expect(readSyn(bytes)).toHaveProperty('captured')
    }),
    { numRuns: 3_000 },
  )
})
