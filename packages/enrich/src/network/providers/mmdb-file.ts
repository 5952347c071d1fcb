import { Reader } from 'mmdb-lib'
import { fromNumber } from '../ip-network'
import { formatIp } from '../parsed-ip'
import { isRecord, type MmdbRecord } from './record'

export interface MmdbFile {
  readonly databaseType: string
  /** Unix ms. */
  readonly builtAt: number
  /** Both throw whatever the reader makes of a damaged record. */
  samples(): MmdbRecord[]
  find(address: string): FoundRecord | undefined
}

export interface FoundRecord {
  readonly record: MmdbRecord
  /** Of the network that the record is about. */
  readonly prefixLength: number
}

const metadataMarker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
/** The metadata stand in the last 128 KiB (format specification 2.0, "Binary format"). */
const metadataBytesMax = 131_072
const separatorBytes = 16
/** 2000:: */
const firstUnicast = 1n << 125n

/**
 * Opens the bytes of a MaxMind database.
 *
 * @throws RangeError whose message completes "x.mmdb is not used: it …"
 */
export function openMmdbFile(bytes: Buffer): MmdbFile {
  const end = bytes.subarray(Math.max(0, bytes.length - metadataBytesMax))
  const markerAt = end.lastIndexOf(metadataMarker)
  if (markerAt < 0) throw new RangeError('is no MaxMind database, or is cut off')
  const reader = openReader(bytes)
  const { databaseType, buildEpoch, ipVersion, searchTreeSize, nodeCount } = reader.metadata
  if (typeof databaseType !== 'string') throw new RangeError('does not say what it holds')
  if (ipVersion !== 4 && ipVersion !== 6) throw new RangeError('holds neither IPv4 nor IPv6')
  const dataEnd = bytes.length - end.length + markerAt
  const fits = Number.isSafeInteger(nodeCount) && nodeCount > 0
  if (!fits || searchTreeSize + separatorBytes > dataEnd) {
    throw new RangeError('is cut off: its tree is larger than the file')
  }
  const builtAt = buildEpoch.getTime()
  if (!Number.isFinite(builtAt)) throw new RangeError('has no date')
  return {
    databaseType,
    builtAt,
    samples: () => [
      ...sampleRecords(reader, 32, 0n),
      ...(ipVersion === 6 ? sampleRecords(reader, 128, firstUnicast) : []),
    ],
    find(address) {
      // The reader walks a tree of IPv4 with the first bits of an IPv6 address.
      if (ipVersion === 4 && address.includes(':')) return undefined
      const [record, prefixLength]: [unknown, number] = reader.getWithPrefixLength(address)
      return isRecord(record) ? { record, prefixLength } : undefined
    },
  }
}

// The reader's own type of a record is a promise of its vendor's; here nothing is sure.
type AnyReader = Reader<never>

function openReader(bytes: Buffer): AnyReader {
  try {
    return new Reader<never>(bytes)
  } catch {
    // The reader throws errors of any kind, up to an overflow of the stack, on damaged files.
    throw new RangeError('is damaged: its metadata cannot be read')
  }
}

const samplesMax = 20
const stepsMax = 2000

/** The first records of a file, to see what shape they have. */
function sampleRecords(reader: AnyReader, bits: 32 | 128, from: bigint): MmdbRecord[] {
  const records: MmdbRecord[] = []
  let at = from
  for (let step = 0; step < stepsMax && records.length < samplesMax; step++) {
    const ip = fromNumber(at, bits === 32 ? 4 : 6)
    const [record, prefixLength]: [unknown, number] = reader.getWithPrefixLength(formatIp(ip))
    if (isRecord(record) && Object.keys(record).length > 0) records.push(record)
    at += 1n << BigInt(bits - Math.min(prefixLength, bits))
    if (at >> BigInt(bits) > 0n) break
  }
  return records
}
