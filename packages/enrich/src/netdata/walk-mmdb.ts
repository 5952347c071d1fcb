import type { MmdbFile } from './mmdb-file'

export interface MmdbVisitor {
  /** First and last address as numbers; `offset` names the record, equal offsets equal records. */
  v4(first: number, last: number, offset: number): void
  v6(first: bigint, last: bigint, offset: number): void
}

/** The largest city file has 4.4 million (2026). A damaged tree can have 2^128. */
const networksMax = 64_000_000
/** Addresses below 2^32 in a tree over IPv6 addresses are IPv4. */
const v4Bits = 32n

/**
 * Visits the networks of a file in the order of their addresses. Neighbours of one record come
 * joined.
 *
 * @throws RangeError whose message completes "the file …" when the tree is damaged
 */
export function walkMmdb(file: MmdbFile, visitor: MmdbVisitor): void {
  const readChild = childReader(file)
  const emit = file.ipVersion === 4 ? joinV4(visitor) : joinV6(visitor)
  const { nodeCount } = file
  const v4Root = file.ipVersion === 6 ? findV4Root(readChild, nodeCount) : undefined
  const checkLeaf = leafChecker(file)
  const bits = file.ipVersion === 4 ? 32 : 128
  // The right children that wait, one for each level at most: no recursion, no growth.
  const waiting = { records: new Float64Array(129), depths: new Uint8Array(129), count: 0 }
  const prefixes = Array.from({ length: 129 }, (): Prefix => [0, 0, 0, 0])
  let record = 0
  let depth = 0
  const prefix: Prefix = [0, 0, 0, 0]
  for (;;) {
    // Files lead 6to4, Teredo and mapped addresses into the tree of IPv4 as well.
    if (record === v4Root && !isZero(prefix)) record = nodeCount
    if (record < nodeCount) {
      if (depth >= bits) throw new RangeError('has a tree that is too deep')
      waiting.records[waiting.count] = readChild(record, 1)
      waiting.depths[waiting.count] = depth + 1
      copy(prefix, prefixes[waiting.count])
      setBit(prefixes[waiting.count], depth, bits)
      waiting.count += 1
      record = readChild(record, 0)
      depth += 1
      continue
    }
    const offset = checkLeaf(record)
    if (offset !== undefined) emit.leaf(prefix, depth, offset)
    if (waiting.count === 0) break
    waiting.count -= 1
    record = waiting.records[waiting.count] ?? nodeCount
    depth = waiting.depths[waiting.count] ?? bits
    copy(prefixes[waiting.count], prefix)
  }
  emit.end()
}

type ReadChild = (node: number, side: 0 | 1) => number

/** The node of ::/96; `undefined` when the file tells no IPv4 networks apart. */
function findV4Root(readChild: ReadChild, nodeCount: number): number | undefined {
  let node = 0
  for (let depth = 0; depth < 96; depth += 1) {
    if (node >= nodeCount) return undefined
    node = readChild(node, 0)
  }
  return node < nodeCount ? node : undefined
}

/** Answers the offset of a record, `undefined` for a network without one. */
function leafChecker({ nodeCount, dataStart, bytes }: MmdbFile) {
  let networks = 0
  return (record: number): number | undefined => {
    networks += 1
    if (networks > networksMax) throw new RangeError(`has more than ${networksMax} networks`)
    if (record === nodeCount) return undefined
    const offset = record - nodeCount - 16
    if (offset < 0 || dataStart + offset >= bytes.length)
      throw new RangeError('has a network without a record')
    return offset
  }
}

function isZero(prefix: Prefix): boolean {
  return prefix[0] === 0 && prefix[1] === 0 && prefix[2] === 0 && prefix[3] === 0
}

/** Four words of 32 bits, the highest first; IPv4 uses the last. */
type Prefix = [number, number, number, number]

function copy(from: Prefix | undefined, to: Prefix | undefined): void {
  if (!from || !to) return
  to[0] = from[0]
  to[1] = from[1]
  to[2] = from[2]
  to[3] = from[3]
}

function setBit(prefix: Prefix | undefined, depth: number, bits: 32 | 128): void {
  if (!prefix) return
  const bit = depth + (128 - bits)
  const word = bit >> 5
  prefix[word] = ((prefix[word] ?? 0) | (1 << (31 - (bit & 31)))) >>> 0
}

function childReader({ bytes, recordBits }: MmdbFile) {
  const nodeBytes = recordBits / 4
  const byte = (at: number) => bytes[at] ?? 0
  if (recordBits === 24) {
    return (node: number, side: 0 | 1) => {
      const at = node * nodeBytes + side * 3
      return (byte(at) << 16) | (byte(at + 1) << 8) | byte(at + 2)
    }
  }
  if (recordBits === 32) {
    return (node: number, side: 0 | 1) => {
      const at = node * nodeBytes + side * 4
      return byte(at) * 2 ** 24 + ((byte(at + 1) << 16) | (byte(at + 2) << 8) | byte(at + 3))
    }
  }
  // 28 bits: the byte in the middle holds the high four bits of the left and of the right child.
  return (node: number, side: 0 | 1) => {
    const at = node * nodeBytes
    const high = side === 0 ? byte(at + 3) >> 4 : byte(at + 3) & 15
    const low = at + side * 4
    return (high << 24) | (byte(low) << 16) | (byte(low + 1) << 8) | byte(low + 2)
  }
}

function joinV4(visitor: MmdbVisitor) {
  let first = 0
  let last = -1
  let current = -1
  return {
    leaf(prefix: Prefix, depth: number, offset: number) {
      const start = prefix[3]
      const end = start + 2 ** (32 - depth) - 1
      if (offset === current && start === last + 1) {
        last = end
        return
      }
      if (current >= 0) visitor.v4(first, last, current)
      first = start
      last = end
      current = offset
    },
    end() {
      if (current >= 0) visitor.v4(first, last, current)
    },
  }
}

function joinV6(visitor: MmdbVisitor) {
  let first = 0n
  let last = -1n
  let current = -1
  const flush = () => {
    if (current < 0) return
    if (last >> v4Bits === 0n) visitor.v4(Number(first), Number(last), current)
    else visitor.v6(first, last, current)
  }
  return {
    leaf(prefix: Prefix, depth: number, offset: number) {
      const start =
        (BigInt(prefix[0]) << 96n) |
        (BigInt(prefix[1]) << 64n) |
        (BigInt(prefix[2]) << 32n) |
        BigInt(prefix[3])
      const end = start + (1n << BigInt(128 - depth)) - 1n
      if (offset === current && start === last + 1n && start >> v4Bits !== 1n) {
        last = end
        return
      }
      flush()
      first = start
      last = end
      current = offset
    },
    end: flush,
  }
}
