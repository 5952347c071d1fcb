/**
 * Layout of a range file, all numbers little-endian and aligned to four bytes:
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | `WHORLRNG` |
 * | 4 | version |
 * | 4 | length of the header, a multiple of four |
 * | 32 | SHA-256 of everything that follows |
 * | 16 | counts: rows of IPv4, of IPv6, of long IPv6 prefixes, bytes of the values |
 * | | header: JSON, padded with spaces |
 * | | IPv4: first addresses, then values |
 * | | IPv6, top 64 bits only: high words, low words, then values |
 * | | long IPv6, 36 bytes a row: four words of the first address, four of the last, the value |
 * | | values: UTF-8 lines, each with its line feed; value 1 is the first |
 *
 * A row of the first two tables reaches to the next row's first address; value 0 says that nothing
 * is known. Ends of ranges inside a /64 stand in the long table, whose /64 is a gap of the other.
 */
export const rangeMagic = 'WHORLRNG'
export const rangeVersion = 1
export const digestAt = 16
export const countsAt = 48
export const headerAt = 64
export const longRowWords = 9

export interface RangeCounts {
  readonly v4: number
  readonly v6: number
  readonly long: number
  readonly headerBytes: number
  readonly valueBytes: number
}

/** Offsets of the parts and the length of the whole, in bytes. */
export function rangeLayout({ v4, v6, long, headerBytes, valueBytes }: RangeCounts) {
  const v4At = headerAt + headerBytes
  const v6At = v4At + v4 * 8
  const longAt = v6At + v6 * 12
  const valuesAt = longAt + long * longRowWords * 4
  return { v4At, v6At, longAt, valuesAt, length: valuesAt + valueBytes }
}

/** Views on the numbers of a file, without a copy. */
export function rangeViews(bytes: Uint8Array, counts: RangeCounts) {
  const { v4At, v6At, longAt, valuesAt } = rangeLayout(counts)
  const words = (at: number, count: number) =>
    new Uint32Array(bytes.buffer, bytes.byteOffset + at, count)
  return {
    v4Firsts: words(v4At, counts.v4),
    v4Values: words(v4At + counts.v4 * 4, counts.v4),
    v6Highs: words(v6At, counts.v6),
    v6Lows: words(v6At + counts.v6 * 4, counts.v6),
    v6Values: words(v6At + counts.v6 * 8, counts.v6),
    long: words(longAt, counts.long * longRowWords),
    values: bytes.subarray(valuesAt),
  }
}

export type RangeViews = ReturnType<typeof rangeViews>

/** The numbers are read and written as they lie in memory. */
export const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
