import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ParsedIp } from './parsed-ip'
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
import { headerBytesMax, parseRangeHeader, type RangeHeader } from './range-header'
import { compareWords, createV4Search, createV6Search, type FoundRange } from './range-search'

export interface RangeTable {
  readonly header: RangeHeader
  /** Ranges with a value. */
  readonly v4Rows: number
  readonly v6Rows: number
  find(ip: ParsedIp): FoundRange | undefined
}

/**
 * Opens the bytes of a range file and works on them in place: they must not change afterwards.
 *
 * @throws RangeError whose message completes "x.whorl is not used: it …"
 */
export function decodeRangeTable(bytes: Uint8Array): RangeTable {
  const digest = createHash('sha256').update(bytes.subarray(countsAt)).digest()
  const steps = decodeSteps(bytes, digest)
  while (true) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/**
 * As `decodeRangeTable`, but lets other work run in between: in one go, the city data of DB-IP hold
 * the process up for 140 ms (Node 20.20).
 *
 * @param digest SHA-256 of what follows `countsAt`, computed while reading
 */
export async function decodeRangeTableInTurns(
  bytes: Uint8Array,
  digest: Uint8Array,
): Promise<RangeTable> {
  const steps = decodeSteps(bytes, digest)
  while (true) {
    const step = steps.next()
    if (step.done) return step.value
    await nextTurn()
  }
}

/** How many rows or lines are checked in one turn. */
const rowsInTurn = 100_000

function* decodeSteps(bytes: Uint8Array, digest: Uint8Array): Generator<void, RangeTable> {
  if (!isLittleEndian) throw new RangeError('needs a little-endian machine')
  // Views of numbers need an aligned start, which a part of a pooled buffer may not have.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const counts = readCounts(aligned, digest)
  const headerText = Buffer.from(aligned.subarray(headerAt, headerAt + counts.headerBytes))
  const header = parseRangeHeader(headerText.toString())
  const views = rangeViews(aligned, counts)
  const lines = Buffer.from(views.values.buffer, views.values.byteOffset, views.values.byteLength)
  const lineAt = yield* findLines(lines)
  const v4Rows = yield* checkRows(views.v4Firsts, undefined, views.v4Values, lineAt.length)
  const v6Rows = yield* checkRows(views.v6Highs, views.v6Lows, views.v6Values, lineAt.length)
  checkLong(views.long, lineAt.length)
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

function readCounts(bytes: Uint8Array, digest: Uint8Array): RangeCounts {
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
  if (!front.subarray(digestAt, countsAt).equals(digest)) {
    throw new RangeError('is damaged: its checksum does not agree')
  }
  return counts
}

const lineFeed = 10

/** Where each line starts, and behind the last one. The lines stay bytes until asked for. */
function* findLines(lines: Buffer): Generator<void, Uint32Array> {
  if (lines.length > 0 && lines[lines.length - 1] !== lineFeed) {
    throw new RangeError('has a value without an end')
  }
  let starts = new Uint32Array(1024)
  let count = 1
  for (let at = lines.indexOf(lineFeed); at >= 0; at = lines.indexOf(lineFeed, at + 1)) {
    if (count === starts.length) {
      const longer = new Uint32Array(count * 2)
      longer.set(starts)
      starts = longer
    }
    starts[count++] = at + 1
    if (count % rowsInTurn === 0) yield
  }
  return starts.slice(0, count)
}

/** Returns how many rows have a value. */
function* checkRows(
  highs: Uint32Array,
  lows: Uint32Array | undefined,
  values: Uint32Array,
  lines: number,
): Generator<void, number> {
  let known = 0
  for (let from = 0; from < values.length; from += rowsInTurn) {
    known += checkSomeRows(highs, lows, values, lines, from)
    yield
  }
  return known
}

function checkSomeRows(
  highs: Uint32Array,
  lows: Uint32Array | undefined,
  values: Uint32Array,
  lines: number,
  from: number,
): number {
  const to = Math.min(values.length, from + rowsInTurn)
  let known = 0
  for (let row = from; row < to; row++) {
    const value = values[row] ?? 0
    if (value >= lines) throw new RangeError('has a row whose value does not exist')
    if (value > 0) known++
    if (row === 0) continue
    const high = highs[row] ?? 0
    const before = highs[row - 1] ?? 0
    const isLater = high > before || (lows !== undefined && high === before && isAfter(lows, row))
    if (!isLater) throw new RangeError('has rows out of order')
  }
  return known
}

function isAfter(lows: Uint32Array, row: number): boolean {
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
