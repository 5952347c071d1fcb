import { describe, expect, test } from 'vitest'
import { type MmdbOptions, writeMmdb } from '../../test-setup/write-mmdb'
import { openMmdb } from './mmdb-file'
import { walkMmdb } from './walk-mmdb'

const here = { country_code: 'CH', city: 'Zug', latitude: 47.2 }
const there = { country_code: 'FR', city: `Llan${'fair'.repeat(20)}` }

function write(networks: MmdbOptions['networks'], options: Partial<MmdbOptions> = {}): Buffer {
  return writeMmdb({ databaseType: 'test', networks, ipVersion: 4, ...options })
}

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
    (recordSize) => {
      const networks = { '203.0.113.0/24': there, '192.0.2.0/25': here, '192.0.2.128/25': there }
      expect(walk(write(networks, { recordSize }))).toEqual([
        [0xc000_0200, 0xc000_027f, here],
        [0xc000_0280, 0xc000_02ff, there],
        [0xcb00_7100, 0xcb00_71ff, there],
      ])
    },
  )

  test('joins neighbours of one record', () => {
    const networks = { '192.0.2.0/26': here, '192.0.2.64/26': here, '192.0.2.128/25': here }
    expect(walk(write(networks))).toEqual([[0xc000_0200, 0xc000_02ff, here]])
  })

  test('finds IPv4 below IPv6, once', () => {
    const networks = { '192.0.2.0/24': here, '2001:db8::/32': there }
    const first = 0x2001_0db8n << 96n
    // Teredo and 6to4, as MaxMind's files have them.
    const aliases = ['2001::/32', '2002::/16']
    expect(walk(write(networks, { ipVersion: 6, aliases }))).toEqual([
      [0xc000_0200, 0xc000_02ff, here],
      [first, first + (1n << 96n) - 1n, there],
    ])
  })
})

describe('a damaged file', () => {
  const whole = write({ '192.0.2.0/24': here })

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
    const bytes = write({ '0.0.0.0/1': here })
    bytes.fill(0, 0, 6)
    expect(() => walk(bytes)).toThrow(new RangeError('has a tree that is too deep'))
  })
})
