/** A file in the MaxMind DB format 2.0: a binary tree over address bits, then records. */
export interface MmdbFile {
  readonly databaseType: string
  /** Unix ms. */
  readonly builtAt: number
  readonly ipVersion: 4 | 6
  readonly nodeCount: number
  readonly recordBits: 24 | 28 | 32
  readonly bytes: Uint8Array
  /** Where the records begin. */
  readonly dataStart: number
  /** @throws RangeError when the record is damaged */
  readonly readRecord: (offset: number) => unknown
}

/** `\xab\xcd\xefMaxMind.com`, after which the metadata stands. */
const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex')
/** The specification lets the metadata begin within the last 128 KiB. */
const metadataBytesMax = 131_072
/** Records in use nest four deep (city names); the limit ends loops of pointers. */
const depthMax = 32
/** The specification puts 16 zero bytes between tree and records. */
const separatorBytes = 16

/**
 * Reads the description of a MaxMind DB file.
 *
 * @throws RangeError whose message completes "the file …"
 */
export function openMmdb(bytes: Buffer): MmdbFile {
  const from = Math.max(0, bytes.length - metadataBytesMax)
  const at = bytes.subarray(from).lastIndexOf(marker)
  if (at < 0) throw new RangeError('is not in the MaxMind DB format')
  const metadata = asMap(readValue(bytes, from + at + marker.length, from + at + marker.length))
  const nodeCount = asInteger(metadata.node_count, 'node_count')
  const recordBits = asInteger(metadata.record_size, 'record_size')
  const ipVersion = asInteger(metadata.ip_version, 'ip_version')
  if (metadata.binary_format_major_version !== 2)
    throw new RangeError('has a version of the MaxMind DB format other than 2')
  if (recordBits !== 24 && recordBits !== 28 && recordBits !== 32)
    throw new RangeError(`has records of ${recordBits} bits`)
  if (ipVersion !== 4 && ipVersion !== 6) throw new RangeError(`has IP version ${ipVersion}`)
  const dataStart = (nodeCount * recordBits) / 4 + separatorBytes
  if (dataStart > from + at) throw new RangeError('is cut short')
  const data = bytes.subarray(0, from + at)
  return {
    databaseType: String(metadata.database_type ?? ''),
    builtAt: asInteger(metadata.build_epoch, 'build_epoch') * 1000,
    ipVersion,
    nodeCount,
    recordBits,
    bytes: data,
    dataStart,
    readRecord: (offset) => readValue(data, dataStart + offset, dataStart),
  }
}

function asMap(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    // The reader below makes objects with text keys only.
    return value as Record<string, unknown>
  throw new RangeError('has no metadata')
}

function asInteger(value: unknown, name: string): number {
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number
  throw new RangeError(`has no ${name}`)
}

interface Cursor {
  readonly bytes: Buffer
  /** Pointers count from here. */
  readonly base: number
  at: number
  /** Values that were read; ends files that say few bytes and mean billions of values. */
  values: number
}

/** A city record has about 40 values. */
const valuesMax = 10_000

function readValue(bytes: Buffer, at: number, base: number): unknown {
  return readNext({ bytes, base, at, values: 0 }, 0)
}

function readNext(cursor: Cursor, depth: number): unknown {
  cursor.values += 1
  if (depth > depthMax || cursor.values > valuesMax) throw new RangeError('has an endless record')
  const control = take(cursor, 1)[0] ?? 0
  const type = control >> 5
  if (type === 1) return readPointed(cursor, control, depth)
  const kind = type === 0 ? (take(cursor, 1)[0] ?? 0) + 7 : type
  return readSized(cursor, kind, sizeOf(cursor, control & 31), depth)
}

function readSized(cursor: Cursor, kind: number, size: number, depth: number): unknown {
  switch (kind) {
    case 2:
      return take(cursor, size).toString('utf8')
    case 3:
      return take(cursor, checkSize(size, 8)).readDoubleBE()
    case 4:
      return take(cursor, size)
    case 5:
    case 6:
    case 9:
    case 10:
      return readUnsigned(take(cursor, size))
    case 7:
      return readMap(cursor, size, depth)
    case 8:
      return Number(BigInt.asIntN(32, BigInt(readUnsigned(take(cursor, size)))))
    case 11:
      return Array.from({ length: checkCount(cursor, size) }, () => readNext(cursor, depth + 1))
    case 14:
      return size === 1
    case 15:
      return take(cursor, checkSize(size, 4)).readFloatBE()
    default:
      throw new RangeError(`has a value of the unknown type ${kind}`)
  }
}

function readMap(cursor: Cursor, size: number, depth: number): Record<string, unknown> {
  // Without a prototype: a record may have the key `__proto__`.
  const map: Record<string, unknown> = Object.create(null)
  for (let left = checkCount(cursor, size); left > 0; left -= 1) {
    const key = readNext(cursor, depth + 1)
    if (typeof key !== 'string') throw new RangeError('has a record with a key that is no text')
    map[key] = readNext(cursor, depth + 1)
  }
  return map
}

function readPointed(cursor: Cursor, control: number, depth: number): unknown {
  const size = (control >> 3) & 3
  const high = size === 3 ? 0 : control & 7
  const low = Number(readUnsigned(take(cursor, size + 1)))
  // Each longer form begins where the shorter one ends.
  const start = [0, 2048, 526_336, 0][size] ?? 0
  const offset = high * 256 ** (size + 1) + low + start
  const { bytes, base } = cursor
  const there: Cursor = { bytes, base, at: base + offset, values: cursor.values }
  const value = readNext(there, depth + 1)
  cursor.values = there.values
  return value
}

/** 29, 30 and 31 say that one, two or three bytes with the size follow. */
function sizeOf(cursor: Cursor, size: number): number {
  if (size < 29) return size
  const extra = Number(readUnsigned(take(cursor, size - 28)))
  return extra + ([29, 285, 65_821][size - 29] ?? 0)
}

function readUnsigned(bytes: Buffer): number | bigint {
  if (bytes.length <= 6) return bytes.length === 0 ? 0 : bytes.readUIntBE(0, bytes.length)
  return checkSize(bytes.length, 16, 'max') && BigInt(`0x${bytes.toString('hex')}`)
}

function checkSize(size: number, wanted: number, bound: 'exact' | 'max' = 'exact'): number {
  if (bound === 'exact' ? size === wanted : size <= wanted) return size
  throw new RangeError('has a number of a wrong size')
}

/** Every entry takes a byte at least. */
function checkCount(cursor: Cursor, size: number): number {
  if (size <= cursor.bytes.length - cursor.at) return size
  throw new RangeError('is cut short')
}

function take(cursor: Cursor, count: number): Buffer {
  const end = cursor.at + count
  if (cursor.at < 0 || end > cursor.bytes.length) throw new RangeError('is cut short')
  const taken = cursor.bytes.subarray(cursor.at, end)
  cursor.at = end
  return taken
}
