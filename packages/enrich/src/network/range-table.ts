import { createHash } from 'node:crypto'
import type { ParsedIp, ParsedIpV6 } from './parsed-ip'
import {
  countsAt,
  digestAt,
  headerAt,
  isLittleEndian,
  longRowWords,
  type RangeCounts,
  type RangeViews,
  rangeLayout,
  rangeMagic,
  rangeVersion,
  rangeViews,
} from './range-format'
import { headerBytesMax, parseRangeHeader, type RangeHeader } from './range-header'

export interface FoundRange {
  readonly value: string
  /** The ends of the row, both included. */
  readonly first: ParsedIp
  readonly last: ParsedIp
}

export interface RangeTable {
  readonly header: RangeHeader
  /** Ranges with a value. */
  readonly v4Rows: number
  readonly v6Rows: number
  find(ip: ParsedIp): FoundRange | undefined
}

const wordMax = 0xffff_ffff

/**
 * Opens the bytes of a range file and works on them in place: they must not change afterwards.
 *
 * @param options.digest SHA-256 of what follows `countsAt`, if it was computed while reading
 * @throws RangeError whose message completes "x.whorl is not used: it …"
 */
export function decodeRangeTable(
  bytes: Uint8Array,
  { digest }: { digest?: Uint8Array } = {},
): RangeTable {
  if (!isLittleEndian) throw new RangeError('needs a little-endian machine')
  // Views of numbers need an aligned start, which a part of a pooled buffer may not have.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const counts = readCounts(aligned, digest)
  const headerText = Buffer.from(aligned.subarray(headerAt, headerAt + counts.headerBytes))
  const header = parseRangeHeader(headerText.toString())
  const views = rangeViews(aligned, counts)
  const lineAt = findLines(views.values)
  const v4Rows = checkRows(views.v4Values, lineAt.length, (row) =>
    ascends(views.v4Firsts, undefined, row),
  )
  const v6Rows = checkRows(views.v6Values, lineAt.length, (row) =>
    ascends(views.v6Highs, views.v6Lows, row),
  )
  checkLong(views.long, lineAt.length)
  const lines = Buffer.from(views.values.buffer, views.values.byteOffset, views.values.byteLength)
  const textOf = (number: number) =>
    lines.toString('utf8', lineAt[number - 1], (lineAt[number] ?? 1) - 1)
  const findV4 = createV4Search(views, textOf)
  const findV6 = createV6Search(views, textOf)
  return {
    header,
    v4Rows,
    v6Rows: v6Rows + counts.long,
    find: (ip) => (ip.kind === 4 ? findV4(ip.value) : findV6(ip)),
  }
}

function readCounts(bytes: Uint8Array, digest: Uint8Array | undefined): RangeCounts {
  const front = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (front.toString('latin1', 0, 8) !== rangeMagic) throw new RangeError('is no range file')
  if (front.length < headerAt) throw new RangeError('is cut off')
  const version = front.readUInt32LE(8)
  if (version !== rangeVersion) {
    throw new RangeError(`has format ${version} (this version reads ${rangeVersion})`)
  }
  const counts = {
    headerBytes: front.readUInt32LE(12),
    v4: front.readUInt32LE(countsAt),
    v6: front.readUInt32LE(countsAt + 4),
    long: front.readUInt32LE(countsAt + 8),
    valueBytes: front.readUInt32LE(countsAt + 12),
  }
  const isAligned = counts.headerBytes % 4 === 0 && counts.headerBytes <= headerBytesMax
  if (!isAligned || rangeLayout(counts).length !== front.length) {
    throw new RangeError('is cut off, or longer than it says')
  }
  const actual = digest ?? createHash('sha256').update(bytes.subarray(countsAt)).digest()
  if (!front.subarray(digestAt, countsAt).equals(actual)) {
    throw new RangeError('is damaged: its checksum does not agree')
  }
  return counts
}

/** Where each line starts, and behind the last one. The lines stay bytes until asked for. */
function findLines(values: Uint8Array): Uint32Array {
  let count = 0
  for (let at = 0; at < values.length; at++) if (values[at] === 10) count++
  if (values.length > 0 && values[values.length - 1] !== 10) {
    throw new RangeError('has a value without an end')
  }
  const starts = new Uint32Array(count + 1)
  let line = 1
  for (let at = 0; at < values.length; at++) if (values[at] === 10) starts[line++] = at + 1
  return starts
}

/** Returns how many rows have a value. */
function checkRows(values: Uint32Array, lines: number, isSorted: (row: number) => boolean): number {
  let known = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    if (value >= lines) throw new RangeError('has a row whose value does not exist')
    if (row > 0 && !isSorted(row)) throw new RangeError('has rows out of order')
    if (value > 0) known++
  }
  return known
}

function ascends(highs: Uint32Array, lows: Uint32Array | undefined, row: number): boolean {
  const high = highs[row] ?? 0
  const before = highs[row - 1] ?? 0
  if (high !== before || !lows) return high > before
  return (lows[row] ?? 0) > (lows[row - 1] ?? 0)
}

function checkLong(long: Uint32Array, lines: number): void {
  for (let at = 0; at < long.length; at += longRowWords) {
    const value = long[at + 8] ?? 0
    if (value === 0 || value >= lines) throw new RangeError('has a row whose value does not exist')
    const isSorted = compareWords(long, at, long, at + 4) <= 0
    const isLater = at === 0 || compareWords(long, at - 5, long, at) < 0
    if (!isSorted || !isLater) throw new RangeError('has rows out of order')
  }
}

function compareWords(
  one: ArrayLike<number>,
  oneAt: number,
  other: ArrayLike<number>,
  otherAt: number,
): number {
  for (let index = 0; index < 4; index++) {
    const difference = (one[oneAt + index] ?? 0) - (other[otherAt + index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

type TextOf = (number: number) => string

/** An index on the top 16 bits leaves a few dozen rows to search, in nearby memory. */
function createV4Search({ v4Firsts, v4Values }: RangeViews, textOf: TextOf) {
  const index = new Uint32Array(65_537)
  for (let row = 0; row < v4Firsts.length; row++) {
    const slot = ((v4Firsts[row] ?? 0) >>> 16) + 1
    index[slot] = (index[slot] ?? 0) + 1
  }
  for (let slot = 1; slot < index.length; slot++) {
    index[slot] = (index[slot] ?? 0) + (index[slot - 1] ?? 0)
  }
  return (value: number): FoundRange | undefined => {
    const slot = value >>> 16
    let low = index[slot] ?? 0
    let high = index[slot + 1] ?? 0
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((v4Firsts[middle] ?? 0) <= value) low = middle + 1
      else high = middle
    }
    const row = low - 1
    const number = v4Values[row] ?? 0
    if (number === 0) return undefined
    const last = row + 1 < v4Firsts.length ? (v4Firsts[row + 1] ?? 0) - 1 : wordMax
    return {
      value: textOf(number),
      first: { kind: 4, value: v4Firsts[row] ?? 0 },
      last: { kind: 4, value: last },
    }
  }
}

function createV6Search({ v6Highs, v6Lows, v6Values, long }: RangeViews, textOf: TextOf) {
  const findLong = createLongSearch(long, textOf)
  return (ip: ParsedIpV6): FoundRange | undefined => {
    let low = 0
    let high = v6Highs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const top = v6Highs[middle] ?? 0
      if (top < ip.a || (top === ip.a && (v6Lows[middle] ?? 0) <= ip.b)) low = middle + 1
      else high = middle
    }
    const row = low - 1
    const number = v6Values[row] ?? 0
    if (number === 0) return findLong(ip)
    const a = v6Highs[row] ?? 0
    const b = v6Lows[row] ?? 0
    return {
      value: textOf(number),
      first: { kind: 6, a, b, c: 0, d: 0 },
      last: lastBefore(v6Highs[row + 1], v6Lows[row + 1]),
    }
  }
}

/** The last address before the next row, or of all. */
function lastBefore(high: number | undefined, low: number | undefined): ParsedIp {
  const rest = { c: wordMax, d: wordMax }
  if (high === undefined || low === undefined) return { kind: 6, a: wordMax, b: wordMax, ...rest }
  if (low === 0) return { kind: 6, a: high - 1, b: wordMax, ...rest }
  return { kind: 6, a: high, b: low - 1, ...rest }
}

function createLongSearch(long: Uint32Array, textOf: TextOf) {
  const count = long.length / longRowWords
  const ipAt = (at: number): ParsedIp => {
    const [a = 0, b = 0, c = 0, d = 0] = long.subarray(at, at + 4)
    return { kind: 6, a, b, c, d }
  }
  return (ip: ParsedIpV6): FoundRange | undefined => {
    const words = [ip.a, ip.b, ip.c, ip.d]
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareWords(long, middle * longRowWords, words, 0) <= 0) low = middle + 1
      else high = middle
    }
    const at = (low - 1) * longRowWords
    if (at < 0 || compareWords(words, 0, long, at + 4) > 0) return undefined
    return { value: textOf(long[at + 8] ?? 0), first: ipAt(at), last: ipAt(at + 4) }
  }
}
