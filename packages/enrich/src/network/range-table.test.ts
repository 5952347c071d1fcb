import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toNumber } from './ip-network'
import { formatIp, fromWords, parseIp } from './parsed-ip'
import { createRangeBuilder, type RangeBuilder } from './range-builder'
import type { RangeHeader } from './range-header'
import { decodeRangeTable, type RangeTable } from './range-table'

const header: RangeHeader = {
  layer: 'geo',
  source: 'sample',
  asOf: 1_790_000_000_000,
  licence: 'CC0',
}

function tableOf(builder: RangeBuilder): RangeTable {
  return decodeRangeTable(builder.encode(header))
}

function find(table: RangeTable, text: string) {
  const found = table.find(parseIp(text) ?? expect.fail(`${text} is no address`))
  return found && [found.value, formatIp(found.first), formatIp(found.last)]
}

function listed(...entries: [cidr: string, value: string][]): RangeBuilder {
  const builder = createRangeBuilder()
  for (const [cidr, value] of entries) expect(builder.addCidr(cidr, value)).toBe(true)
  return builder
}

describe('look-up', () => {
  test('finds ranges with their ends and leaves gaps unknown', () => {
    const table = tableOf(
      listed(['10.0.0.0/8', 'a'], ['192.0.2.0/24', ''], ['2001:db8::/32', 'ö\tx']),
    )
    expect(find(table, '9.255.255.255')).toBeUndefined()
    expect(find(table, '10.0.0.0')).toEqual(['a', '10.0.0.0', '10.255.255.255'])
    expect(find(table, '11.0.0.0')).toBeUndefined()
    expect(find(table, '::ffff:192.0.2.255')).toEqual(['', '192.0.2.0', '192.0.2.255'])
    expect(find(table, '2001:db8:ffff::1')).toEqual([
      'ö\tx',
      '2001:db8::',
      '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
    ])
    expect(find(table, '2001:db9::')).toBeUndefined()
    expect(find(table, '::')).toBeUndefined()
    expect([table.v4Rows, table.v6Rows]).toEqual([2, 1])
    expect(table.header).toEqual(header)
  })

  test('reaches both ends of the address space', () => {
    const table = tableOf(listed(['0.0.0.0/0', 'all'], ['::/0', 'every']))
    expect(find(table, '0.0.0.0')).toEqual(['all', '0.0.0.0', '255.255.255.255'])
    expect(find(table, '255.255.255.255')?.[0]).toBe('all')
    expect(find(table, '::')?.[0]).toBe('every')
    expect(find(table, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toEqual([
      'every',
      '::',
      'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ])
  })

  test('lets the narrower range win inside the wider', () => {
    const table = tableOf(
      listed(['192.0.2.16/28', 'inner'], ['192.0.2.0/24', 'outer'], ['192.0.2.17', 'point']),
    )
    expect(find(table, '192.0.2.15')).toEqual(['outer', '192.0.2.0', '192.0.2.15'])
    expect(find(table, '192.0.2.16')).toEqual(['inner', '192.0.2.16', '192.0.2.16'])
    expect(find(table, '192.0.2.17')?.[0]).toBe('point')
    expect(find(table, '192.0.2.32')).toEqual(['outer', '192.0.2.32', '192.0.2.255'])
  })

  test('finds prefixes longer than a /64 beside whole ones', () => {
    const table = tableOf(listed(['2001:db8::/32', 'wide'], ['2001:db8::5', 'exit']))
    expect(find(table, '2001:db8::4')?.[0]).toBe('wide')
    expect(find(table, '2001:db8::5')).toEqual(['exit', '2001:db8::5', '2001:db8::5'])
    expect(find(table, '2001:db8::6')?.[0]).toBe('wide')
    expect(find(table, '2001:db8:0:1::')?.[0]).toBe('wide')
    expect(find(table, '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff')).toBeUndefined()
  })

  test('joins adjacent equal rows, unless each must stay as announced', () => {
    for (const mergeEqual of [true, false]) {
      const builder = createRangeBuilder({ mergeEqual })
      builder.addCidr('192.0.2.0/25', 'a')
      builder.addCidr('192.0.2.128/25', 'a')
      builder.addCidr('2001:db8::1', 'a')
      builder.addCidr('2001:db8::2', 'a')
      const table = tableOf(builder)
      expect(builder.rows()).toBe(4)
      expect([table.v4Rows, table.v6Rows]).toEqual(mergeEqual ? [1, 1] : [2, 2])
      expect(find(table, '192.0.2.1')?.[2]).toBe(mergeEqual ? '192.0.2.255' : '192.0.2.127')
    }
  })

  test('a wider range that starts inside a narrower one does not cut it', () => {
    const builder = createRangeBuilder({ mergeEqual: false })
    builder.addV4(0, 9, 'narrow')
    builder.addV4(5, 50, 'wide')
    const table = tableOf(builder)
    expect(table.v4Rows).toBe(2)
    expect(find(table, '0.0.0.7')).toEqual(['narrow', '0.0.0.0', '0.0.0.9'])
    expect(find(table, '0.0.0.10')).toEqual(['wide', '0.0.0.10', '0.0.0.50'])
  })

  test('joins neighbours at once when they are promised to be disjoint', () => {
    const builder = createRangeBuilder({ disjoint: true })
    builder.addV4(0, 9, 'a')
    builder.addV4(10, 19, 'a')
    builder.addV4(20, 29, 'b')
    builder.addV4(31, 0xffff_ffff, 'b')
    builder.addV4(30, 30, 'b')
    const top = (value: bigint) => value << 64n
    builder.addV6(top(1n << 62n), top((1n << 62n) + 1n) - 1n, 'c')
    builder.addV6(top((1n << 62n) + 1n), top(1n << 63n) - 1n, 'c')
    builder.addV6(top(1n << 63n), top(1n << 63n) + 4n, 'c')
    builder.addV6(top(1n << 63n) + 5n, top((1n << 63n) + 1n) - 1n, 'c')
    expect(builder.rows()).toBe(7)
    const table = tableOf(builder)
    expect([table.v4Rows, table.v6Rows]).toEqual([2, 2])
    expect(find(table, '0.0.0.19')).toEqual(['a', '0.0.0.0', '0.0.0.19'])
    expect(find(table, '0.0.0.30')).toEqual(['b', '0.0.0.20', '255.255.255.255'])
    expect(find(table, '4000::1')?.[0]).toBe('c')
    expect(find(table, '7fff:ffff:ffff:ffff::1')?.[0]).toBe('c')
    expect(find(table, '8000::6')?.[0]).toBe('c')
    expect(find(table, '8000:0:0:1::')).toBeUndefined()
  })

  test('an empty table knows nothing', () => {
    const table = tableOf(createRangeBuilder())
    expect(find(table, '192.0.2.1')).toBeUndefined()
    expect(find(table, '::1')).toBeUndefined()
  })

  test('a line feed in a value shifts no other value', () => {
    const table = tableOf(listed(['192.0.2.1', 'a\nb'], ['192.0.2.2', 'c']))
    expect(find(table, '192.0.2.1')?.[0]).toBe('a b')
    expect(find(table, '192.0.2.2')?.[0]).toBe('c')
  })

  test('works on bytes that start anywhere in their buffer', () => {
    const bytes = listed(['192.0.2.1', 'x']).encode(header)
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    expect(find(decodeRangeTable(shifted.subarray(1)), '192.0.2.1')?.[0]).toBe('x')
  })
})

describe('bad input of the builder', () => {
  test('says no to text that is no range, and adds nothing', () => {
    const builder = createRangeBuilder()
    expect(builder.addCidr('# comment', 'x')).toBe(false)
    expect(builder.rows()).toBe(0)
  })

  test.each([
    [-1, 1],
    [2, 1],
    [0, 2 ** 32],
    [0.5, 1],
    [Number.NaN, 1],
  ])('refuses %d to %d as IPv4', (first, last) => {
    expect(() => createRangeBuilder().addV4(first, last, '')).toThrow(/no range of IPv4/)
  })

  test.each([
    [-1n, 1n],
    [2n, 1n],
    [0n, 1n << 128n],
  ])('refuses %d to %d as IPv6', (first, last) => {
    expect(() => createRangeBuilder().addV6(first, last, '')).toThrow(/no range of IPv6/)
  })
})

/** The definition, in its plainest form. */
interface Interval {
  readonly first: bigint
  readonly last: bigint
  readonly value: string
}

function naive(intervals: readonly Interval[], at: bigint): string | undefined {
  let best: Interval | undefined
  for (const interval of intervals) {
    if (at < interval.first || at > interval.last) continue
    if (!best || interval.last - interval.first <= best.last - best.first) best = interval
  }
  return best?.value
}

function probesOf(intervals: readonly Interval[], max: bigint): bigint[] {
  const near = intervals.flatMap(({ first, last }) => [
    first - 1n,
    first,
    first + 1n,
    (first + last) / 2n,
    last - 1n,
    last,
    last + 1n,
  ])
  return [0n, max, ...near].filter((at) => at >= 0n && at <= max)
}

/** Nested and crossing ranges, aligned or not, around few places so that they meet. */
function intervalsOf(bits: number, places: readonly bigint[]) {
  const max = (1n << BigInt(bits)) - 1n
  const prefix = fc
    .tuple(fc.constantFrom(...places), fc.integer({ min: 0, max: bits }), fc.nat(9))
    .map(([place, length, offset]) => {
      const mask = (1n << BigInt(bits - length)) - 1n
      const first = (place + BigInt(offset)) & ~mask & max
      return { first, last: first | mask }
    })
  const loose = fc
    .tuple(
      fc.constantFrom(...places),
      fc.nat(40),
      fc.nat(40),
      fc.integer({ min: 0, max: bits - 7 }),
    )
    .map(([place, offset, length, shift]) => {
      const first = (place + (BigInt(offset) << BigInt(shift))) & max
      const last = first + (BigInt(length) << BigInt(shift))
      return { first, last: last > max ? max : last }
    })
  return fc.array(
    fc
      .tuple(fc.oneof(prefix, loose), fc.constantFrom('', 'a', 'b', 'c'))
      .map(([range, value]) => ({ ...range, value })),
    { maxLength: 40 },
  )
}

describe('the same answers as a plain list of intervals', () => {
  test.each([true, false])('IPv4, mergeEqual %s', (mergeEqual) => {
    const max = (1n << 32n) - 1n
    const places = [0n, 0xc000_0200n, 0xc000_ffffn, max - 9n]
    fc.assert(
      fc.property(intervalsOf(32, places), (intervals) => {
        const builder = createRangeBuilder({ mergeEqual })
        for (const { first, last, value } of intervals) {
          builder.addV4(Number(first), Number(last), value)
        }
        const table = tableOf(builder)
        for (const at of probesOf(intervals, max)) {
          const found = table.find({ kind: 4, value: Number(at) })
          expect(found?.value).toBe(naive(intervals, at))
          if (!found) continue
          expect(toNumber(found.first) <= at && at <= toNumber(found.last)).toBe(true)
          expect(naive(intervals, toNumber(found.first))).toBe(found.value)
          expect(naive(intervals, toNumber(found.last))).toBe(found.value)
        }
      }),
      { numRuns: 400 },
    )
  })

  test.each([true, false])('IPv6, mergeEqual %s', (mergeEqual) => {
    const max = (1n << 128n) - 1n
    const place = 0x2001_0db8n << 96n
    // Not near ::ffff:0:0/96, which is IPv4.
    const places = [1n << 64n, place, place + (1n << 64n) - 5n, place + (1n << 96n), max - 9n]
    fc.assert(
      fc.property(intervalsOf(128, places), (intervals) => {
        const builder = createRangeBuilder({ mergeEqual })
        for (const { first, last, value } of intervals) builder.addV6(first, last, value)
        const table = tableOf(builder)
        for (const at of probesOf(intervals, max)) {
          const word = (index: number) => Number((at >> BigInt(index * 32)) & 0xffff_ffffn)
          const ip = fromWords(word(3), word(2), word(1), word(0))
          if (ip.kind === 4) continue
          const found = table.find(ip)
          expect(found?.value).toBe(naive(intervals, at))
          if (!found) continue
          expect(toNumber(found.first) <= at && at <= toNumber(found.last)).toBe(true)
          expect(naive(intervals, toNumber(found.first))).toBe(found.value)
          expect(naive(intervals, toNumber(found.last))).toBe(found.value)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('the order of disjoint ranges changes no byte of the rows', () => {
    const ranges = Array.from({ length: 3000 }, (_, index) => index * 7919)
    const build = (starts: readonly number[]) => {
      const builder = createRangeBuilder()
      builder.addV4(0, 0, 'first')
      for (const start of starts) builder.addV4(start + 1, start + 99, `v${start % 3}`)
      for (const start of starts) builder.addV6(BigInt(start) << 64n, BigInt(start) << 64n, 'x')
      return tableOf(builder)
    }
    const sorted = build(ranges)
    const shuffled = build(ranges.toSorted((a, b) => (a % 1009) - (b % 1009)))
    expect([shuffled.v4Rows, shuffled.v6Rows]).toEqual([sorted.v4Rows, sorted.v6Rows])
    for (const start of ranges) {
      for (const value of [start, start + 1, start + 50, start + 99, start + 100]) {
        expect(shuffled.find({ kind: 4, value })).toEqual(sorted.find({ kind: 4, value }))
      }
    }
  })
})

describe('files that are not used', () => {
  const whole = listed(['192.0.2.0/24', 'a'], ['192.0.4.0/24', 'b'], ['2001:db8::1', 'c'])
  const bytes = () => whole.encode(header)
  const changed = (change: (file: Buffer) => void, { isSigned = false } = {}) => {
    const file = Buffer.from(bytes())
    change(file)
    if (isSigned) createHash('sha256').update(file.subarray(48)).digest().copy(file, 16)
    return file
  }

  test.each([
    ['empty', () => new Uint8Array(), /^is no range file/],
    ['another kind', () => Buffer.from('{"a":1}'.repeat(20)), /^is no range file/],
    ['only the front', () => bytes().slice(0, 40), /^is cut off/],
    ['cut off', () => bytes().slice(0, -1), /^is cut off/],
    ['longer', () => Buffer.concat([bytes(), Buffer.alloc(4)]), /^is cut off, or longer/],
    ['a changed byte', () => changed((file) => file.fill(1, 90, 91)), /^is damaged/],
    ['a later format', () => changed((file) => file.writeUInt32LE(2, 8)), /^has format 2/],
    ['huge counts', () => changed((file) => file.writeUInt32LE(0xffff_ffff, 48)), /^is cut off/],
    [
      'rows out of order',
      () => changed((file) => file.writeUInt32LE(0xffff_ffff, v4At(file)), { isSigned: true }),
      /^has rows out of order/,
    ],
    [
      'a value that does not exist',
      () => changed((file) => file.writeUInt32LE(99, v4At(file) + 16), { isSigned: true }),
      /^has a row whose value does not exist/,
    ],
    [
      'a last line without an end',
      () => changed((file) => file.write('x', file.length - 1), { isSigned: true }),
      /^has a value without an end/,
    ],
  ])('%s', (_name, file, sentence) => {
    expect(() => decodeRangeTable(file())).toThrow(RangeError)
    expect(() => decodeRangeTable(file())).toThrow(sentence)
  })

  test.each([
    [{ ...header, layer: 'weather' }, /unknown layer/],
    [{ ...header, source: '' }, /no source/],
    [{ ...header, asOf: 'yesterday' }, /no date/],
    [{ ...header, licence: undefined }, /no licence/],
    [{ ...header, attribution: 1 }, /attribution/],
    [[], /unknown layer/],
    [null, /not a JSON object/],
  ])('the header %j', (bad, sentence) => {
    // The builder's type does not allow these headers; a file may have them.
    const file = whole.encode(bad as unknown as RangeHeader)
    expect(() => decodeRangeTable(file)).toThrow(sentence)
  })

  test('no change of any one byte goes unnoticed or crashes', () => {
    const length = bytes().length
    for (let at = 0; at < length; at++) {
      const file = changed((copy) => copy.writeUInt8((copy[at] ?? 0) ^ 0x41, at))
      expect(() => decodeRangeTable(file)).toThrow(RangeError)
    }
  })

  function v4At(file: Buffer): number {
    return 64 + file.readUInt32LE(12)
  }
})
