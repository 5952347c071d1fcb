import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readProxyHeader } from './proxy-header'

const v2 = (hex: string) => Buffer.from(`0d0a0d0a000d0a515549540a${hex.replaceAll(' ', '')}`, 'hex')
const v4Addresses = 'cb007109 0a000001 d431 01bb'
const v6Addresses = `20010db8${'0'.repeat(23)}7 ${'0'.repeat(31)}1 d431 01bb`

describe('reads', () => {
  test.each([
    ['version 1, IPv4', 'PROXY TCP4 203.0.113.9 10.0.0.1 54321 443\r\n', '203.0.113.9'],
    ['version 1, IPv6', 'PROXY TCP6 2001:DB8::7 ::1 54321 443\r\n', '2001:db8::7'],
    ['version 1, unknown', 'PROXY UNKNOWN\r\n', undefined],
    ['version 1, unknown with more', 'PROXY UNKNOWN a b c d\r\n', undefined],
  ])('%s', (_, line, source) => {
    const bytes = Buffer.from(`${line}GET /`)
    expect(readProxyHeader(bytes)).toEqual({ length: line.length, ...(source && { source }) })
  })

  test.each([
    ['version 2, IPv4', `21 11 000c ${v4Addresses}`, '203.0.113.9'],
    ['version 2, IPv4 with more', `21 11 0010 ${v4Addresses} 04000141`, '203.0.113.9'],
    ['version 2, IPv6', `21 21 0024 ${v6Addresses}`, '2001:db8::7'],
    ['version 2, local', `20 11 000c ${v4Addresses}`, undefined],
    ['version 2, unspecified', '21 00 0000', undefined],
  ])('%s', (_, hex, source) => {
    const header = v2(hex)
    const bytes = Buffer.concat([header, Buffer.from('GET /')])
    expect(readProxyHeader(bytes)).toEqual({ length: header.length, ...(source && { source }) })
  })
})

describe('refuses', () => {
  test.each([
    ['another protocol', 'GET / HTTP/1.1\r\n'],
    ['no address', 'PROXY TCP4 host 10.0.0.1 1 2\r\n'],
    ['an address of the other family', 'PROXY TCP4 ::1 ::1 1 2\r\n'],
    ['an interface', 'PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n'],
    ['no ports', 'PROXY TCP4 203.0.113.9 10.0.0.1\r\n'],
    ['a port too high', 'PROXY TCP4 203.0.113.9 10.0.0.1 65536 1\r\n'],
    ['a line without an end', `PROXY ${'x'.repeat(120)}`],
  ])('version 1 with %s', (_, line) => {
    expect(readProxyHeader(Buffer.from(line))).toBeUndefined()
  })

  test.each([
    ['another version', `31 11 000c ${v4Addresses}`],
    ['another command', `22 11 000c ${v4Addresses}`],
    ['datagrams', `21 12 000c ${v4Addresses}`],
    ['less than its addresses', `21 21 000c ${v4Addresses}`],
  ])('version 2 with %s', (_, hex) => {
    expect(readProxyHeader(v2(hex))).toBeUndefined()
  })
})

test('waits with every byte that is missing', () => {
  const line = Buffer.from('PROXY TCP4 203.0.113.9 10.0.0.1 54321 443\r\n')
  for (const whole of [line, v2(`21 11 000c ${v4Addresses}`)]) {
    for (let length = 0; length < whole.length; length++) {
      const answer = readProxyHeader(whole.subarray(0, length))
      if (!answer || !('bytesMin' in answer)) throw new Error(`no wait at ${length}`)
      expect(answer.bytesMin).toBeGreaterThan(length)
      expect(answer.bytesMin).toBeLessThanOrEqual(whole.length)
    }
  }
})

test('never throws, whatever the bytes', () => {
  const some = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes))
  const beginnings = [Buffer.alloc(0), Buffer.from('PROXY TCP4 '), v2('21')]
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), some, (beginning, rest) => {
      const bytes = Buffer.concat([beginning, rest])
      const answer = readProxyHeader(bytes)
      if (answer && 'bytesMin' in answer) expect(answer.bytesMin).toBeGreaterThan(bytes.length)
      else if (answer) expect(answer.length).toBeLessThanOrEqual(bytes.length)
    }),
    { numRuns: 3_000 },
  )
})
