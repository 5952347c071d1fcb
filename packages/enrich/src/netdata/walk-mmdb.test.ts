import { describe, expect, test } from 'vitest'
import { v4Bits, v6Bits, writeCityMmdb } from '../../test-setup/write-city-mmdb'
import { openMmdb } from './mmdb-file'
import { walkMmdb } from './walk-mmdb'

const here = { country_code: 'CH', city: 'Zug', latitude: 47.2 }
const there = { country_code: 'FR', city: `Llan${'fair'.repeat(20)}` }

function walk(bytes: Buffer) {
  const file = openMmdb(bytes)
  const found: unknown[] = []
  walkMmdb(file, {
    v4: (first, last, offset) => found.push([first, last, file.readRecord(offset)]),
    v6: (first, last, offset) => found.push([first, last, file.readRecord(offset)]),
  })
  return found
}

describe('a walk', () => {
  test.each([24, 28, 32] as const)(
    'reads records of %i bits in order of addresses',
    (recordBits) => {
      const networks = [
        { bits: v4Bits('203.0.113.0/24'), record: there },
        { bits: v4Bits('192.0.2.0/25'), record: here },
        { bits: v4Bits('192.0.2.128/25'), record: there },
      ]
      expect(walk(writeCityMmdb(networks, { recordBits }))).toEqual([
        [0xc000_0200, 0xc000_027f, here],
        [0xc000_0280, 0xc000_02ff, there],
        [0xcb00_7100, 0xcb00_71ff, there],
      ])
    },
  )

  test('joins neighbours of one record', () => {
    const networks = ['192.0.2.0/26', '192.0.2.64/26', '192.0.2.128/25'].map((cidr) => ({
      bits: v4Bits(cidr),
      record: here,
    }))
    expect(walk(writeCityMmdb(networks))).toEqual([[0xc000_0200, 0xc000_02ff, here]])
  })

  test('finds IPv4 below IPv6', () => {
    const networks = [
      { bits: '0'.repeat(96) + v4Bits('192.0.2.0/24'), record: here },
      { bits: v6Bits('2001:db8:0:0:0:0:0:0/32'), record: there },
    ]
    const first = 0x2001_0db8n << 96n
    expect(walk(writeCityMmdb(networks, { ipVersion: 6 }))).toEqual([
      [0xc000_0200, 0xc000_02ff, here],
      [first, first + (1n << 96n) - 1n, there],
    ])
  })
})

describe('a damaged file', () => {
  const whole = writeCityMmdb([{ bits: v4Bits('192.0.2.0/24'), record: here }])

  test.each([
    ['empty', Buffer.alloc(0)],
    ['something else', Buffer.from('PK\u0003\u0004 not a database')],
    ['without its end', whole.subarray(0, whole.length - 20)],
    ['without its tree', whole.subarray(100)],
  ])('%s is a RangeError', (_, bytes) => {
    expect(() => walk(Buffer.from(bytes))).toThrow(RangeError)
  })

  test('is a RangeError or readable whichever byte is wrong, and never endless', () => {
    for (let at = 0; at < whole.length; at += 1) {
      for (const wrong of [0x00, 0x20, 0x7f, 0xff]) {
        const bytes = Buffer.from(whole)
        bytes[at] = wrong
        try {
          walk(bytes)
        } catch (cause) {
          expect(cause, `byte ${at} is ${wrong}`).toBeInstanceOf(RangeError)
        }
      }
    }
  })

  test('whose record points at itself is a RangeError', () => {
    const file = openMmdb(whole)
    const bytes = Buffer.from(whole)
    // A pointer of the shortest form, to the place where it stands.
    bytes.writeUInt16BE(0x2000, file.dataStart)
    expect(() => walk(bytes)).toThrow(new RangeError('has an endless record'))
  })

  test('whose tree leads back to its root is a RangeError', () => {
    const bytes = Buffer.from(writeCityMmdb([{ bits: '0', record: here }], { recordBits: 24 }))
    bytes.fill(0, 0, 6)
    expect(() => walk(bytes)).toThrow(new RangeError('has a tree that is too deep'))
  })
})
