import { createHash } from 'node:crypto'
import {
  countsAt,
  digestAt,
  headerAt,
  isLittleEndian,
  longRowWords,
  type RangeCounts,
  rangeLayout,
  rangeMagic,
  rangeVersion,
  rangeViews,
} from './range-format'
import type { RangeHeader } from './range-header'
import type { RangeRows } from './range-rows'
import { sweepRanges } from './range-sweep'
import { createRowWriter, type RowTarget } from './range-writer'
import { putV6Part } from './v6-part'

/** What a builder has collected; the values are numbered from 1. */
export interface CollectedRanges {
  readonly header: RangeHeader
  readonly v4: RangeRows
  readonly v6: RangeRows
  readonly values: ReadonlyMap<string, number>
  readonly mergeEqual: boolean
}

/** The bytes of a range file. */
export function encodeRanges({ header, v4, v6, values, mergeEqual }: CollectedRanges): Uint8Array {
  if (!isLittleEndian)
    throw new RangeError('range files are written on little-endian machines only')
  const v4Order = v4.order()
  const v6Order = v6.order()
  const headerText = padded(JSON.stringify(header))
  const lines = linesOf(values)
  const long: number[] = []
  // Rows are counted first and then written in place: a second copy of the largest table would not
  // fit beside it.
  const counts: RangeCounts = {
    v4: writeV4(v4, v4Order, mergeEqual),
    v6: writeV6(v6, v6Order, { mergeEqual, long }),
    long: long.length / longRowWords,
    headerBytes: headerText.length,
    valueBytes: lines.length,
  }
  const { length, valuesAt } = rangeLayout(counts)
  const bytes = new Uint8Array(length)
  const views = rangeViews(bytes, counts)
  writeV4(v4, v4Order, mergeEqual, { lows: views.v4Firsts, values: views.v4Values })
  const target = { highs: views.v6Highs, lows: views.v6Lows, values: views.v6Values }
  writeV6(v6, v6Order, { mergeEqual, long: [], target })
  views.long.set(long)
  bytes.set(headerText, headerAt)
  bytes.set(lines, valuesAt)
  writeFront(bytes, counts)
  return bytes
}

function writeFront(bytes: Uint8Array, counts: RangeCounts): void {
  const front = new DataView(bytes.buffer)
  bytes.set(Buffer.from(rangeMagic), 0)
  front.setUint32(8, rangeVersion, true)
  front.setUint32(12, counts.headerBytes, true)
  const numbers = [counts.v4, counts.v6, counts.long, counts.valueBytes]
  for (const [index, count] of numbers.entries()) front.setUint32(countsAt + index * 4, count, true)
  bytes.set(createHash('sha256').update(bytes.subarray(countsAt)).digest(), digestAt)
}

function padded(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, ' ')])
}

/** A line feed inside a value would shift all that follow. */
function linesOf(values: ReadonlyMap<string, number>): Uint8Array {
  const plain = (value: string) => Buffer.from(`${value.replace(/[\r\n]+/g, ' ')}\n`)
  let length = 0
  for (const value of values.keys()) length += plain(value).length
  const bytes = new Uint8Array(length)
  let at = 0
  for (const value of values.keys()) {
    const line = plain(value)
    bytes.set(line, at)
    at += line.length
  }
  return bytes
}

function writeV4(
  rows: RangeRows,
  order: Uint32Array | undefined,
  mergeEqual: boolean,
  target?: RowTarget,
): number {
  const writer = createRowWriter({ kind: 4, mergeEqual, target })
  sweepRanges(rows, order, {
    whole(row) {
      const { firstLow, lastLow } = rows.wordsOf(row)
      writer.put(0, firstLow, 0, lastLow, rows.valueOf(row))
    },
    part: (row, first, last) => writer.put(0, Number(first), 0, Number(last), rows.valueOf(row)),
  })
  return writer.end()
}

function writeV6(
  rows: RangeRows,
  order: Uint32Array | undefined,
  { mergeEqual, long, target }: { mergeEqual: boolean; long: number[]; target?: RowTarget },
): number {
  const writer = createRowWriter({ kind: 6, mergeEqual, target })
  const part = (row: number, first: bigint, last: bigint) =>
    putV6Part({ writer, long, mergeEqual }, first, last, rows.valueOf(row))
  sweepRanges(rows, order, {
    whole(row) {
      if (!rows.isWhole(row)) return part(row, rows.firstOf(row), rows.lastOf(row))
      const { firstHigh, firstLow, lastHigh, lastLow } = rows.wordsOf(row)
      writer.put(firstHigh, firstLow, lastHigh, lastLow, rows.valueOf(row))
    },
    part,
  })
  return writer.end()
}
