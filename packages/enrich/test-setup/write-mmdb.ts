import { parseNetwork } from '../src/network/ip-network'

/** A value of a database; `uint`, `double` and `pointer` say what a plain number could not. */
export type MmdbValue =
  | string
  | number
  | bigint
  | boolean
  | { readonly double: number }
  | { readonly pointer: number }
  | readonly MmdbValue[]
  | { readonly map: Readonly<Record<string, MmdbValue>> }

/** Plain objects as maps, whole numbers as uint32, others as doubles. */
export function toMmdbValue(value: unknown): MmdbValue {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') {
    return value
  }
  if (typeof value === 'number')
    return Number.isInteger(value) && value >= 0 ? value : { double: value }
  if (Array.isArray(value)) return value.map(toMmdbValue)
  const entries = Object.entries(value ?? {})
  return { map: Object.fromEntries(entries.map(([name, field]) => [name, toMmdbValue(field)])) }
}

export interface MmdbOptions {
  readonly databaseType: string
  /**
   * Records as plain objects, by CIDR. A later one may lie inside an earlier. One object is written
   * once.
   */
  readonly networks: Readonly<Record<string, unknown>>
  /** Unix seconds. */
  readonly buildEpoch?: number
  readonly ipVersion?: 4 | 6
  readonly recordSize?: 24 | 28 | 32
  /** Networks of IPv6 that lead into the tree of IPv4, as MaxMind's have them. */
  readonly aliases?: readonly string[]
  /** Replaces fields of the metadata, to make broken files. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Replaces the data section. */
  readonly data?: Buffer
}

interface Node {
  left: Node | number | undefined
  right: Node | number | undefined
}

/** Writes a database as MaxMind's specification 2.0 describes it; IPv4 stands at ::/96. */
export function writeMmdb({
  databaseType,
  networks,
  buildEpoch = 1_790_000_000,
  ipVersion = 6,
  recordSize = 24,
  aliases = [],
  metadata = {},
  data: givenData,
}: MmdbOptions): Buffer {
  const root: Node = { left: undefined, right: undefined }
  const parts: Buffer[] = []
  let dataLength = 0
  const offsets = new Map<unknown, number>()
  for (const [cidr, record] of Object.entries(networks)) {
    const offset = offsets.get(record) ?? dataLength
    insert(root, bitsOf(cidr, ipVersion), offset)
    if (offset < dataLength) continue
    const bytes = encode(toMmdbValue(record))
    offsets.set(record, offset)
    parts.push(bytes)
    dataLength += bytes.length
  }
  const v4Root = nodeAt(root, 96)
  for (const cidr of aliases) insert(root, bitsOf(cidr, ipVersion), v4Root)
  const nodes = listNodes(root)
  const tree = Buffer.concat(nodes.map((node) => writeNode(node, nodes, recordSize)))
  const about = encode(
    toMmdbValue({
      binary_format_major_version: 2,
      binary_format_minor_version: 0,
      build_epoch: BigInt(buildEpoch),
      database_type: databaseType,
      description: { en: 'sample' },
      ip_version: ipVersion,
      languages: ['en'],
      node_count: nodes.length,
      record_size: recordSize,
      ...metadata,
    }),
  )
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
  return Buffer.concat([tree, Buffer.alloc(16), givenData ?? Buffer.concat(parts), marker, about])
}

function bitsOf(cidr: string, ipVersion: 4 | 6): number[] {
  const network = parseNetwork(cidr)
  if (!network) throw new Error(`${cidr} is no range`)
  const total = network.kind === 4 ? 32 : 128
  const size = BigInt(network.last) - BigInt(network.first) + 1n
  const prefix = total - (size.toString(2).length - 1)
  const text = BigInt(network.first).toString(2).padStart(total, '0')
  const zeros = network.kind === 4 && ipVersion === 6 ? '0'.repeat(96) : ''
  return [...zeros, ...text.slice(0, prefix)].map(Number)
}

/** The node below so many zero bits. */
function nodeAt(root: Node, depth: number): Node | undefined {
  let node: Node | undefined = root
  for (let level = 0; level < depth; level++) {
    const below: Node | number | undefined = node?.left
    node = typeof below === 'object' ? below : undefined
  }
  return node
}

function insert(root: Node, bits: readonly number[], record: Node | number | undefined): void {
  let node = root
  for (const [index, bit] of bits.entries()) {
    const side = bit ? 'right' : 'left'
    if (index === bits.length - 1) {
      node[side] = record
      return
    }
    const below = node[side]
    // What is inside a network takes over its record where it does not replace it.
    const next = typeof below === 'object' ? below : { left: below, right: below }
    node[side] = next
    node = next
  }
}

function listNodes(root: Node): Node[] {
  const nodes = [root]
  for (const node of nodes) {
    for (const below of [node.left, node.right]) {
      if (typeof below === 'object' && !nodes.includes(below)) nodes.push(below)
    }
  }
  return nodes
}

function writeNode(node: Node, nodes: readonly Node[], recordSize: number): Buffer {
  const value = (below: Node | number | undefined) => {
    if (below === undefined) return nodes.length
    return typeof below === 'number' ? nodes.length + 16 + below : nodes.indexOf(below)
  }
  const left = value(node.left)
  const right = value(node.right)
  const bytes = Buffer.alloc(recordSize / 4)
  if (recordSize === 28) {
    bytes.writeUIntBE(left & 0xff_ffff, 0, 3)
    bytes.writeUInt8(((left >>> 24) << 4) | (right >>> 24), 3)
    bytes.writeUIntBE(right & 0xff_ffff, 4, 3)
    return bytes
  }
  bytes.writeUIntBE(left, 0, recordSize / 8)
  bytes.writeUIntBE(right, recordSize / 8, recordSize / 8)
  return bytes
}

/** One value of the data section. */
export function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([control(2, bytes.length), bytes])
  }
  if (typeof value === 'boolean') return control(14, value ? 1 : 0)
  if (typeof value === 'bigint') return withBytes(9, value)
  if (typeof value === 'number') return withBytes(6, BigInt(value))
  if (isList(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)])
  if ('double' in value) {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(value.double)
    return Buffer.concat([control(3, 8), bytes])
  }
  if ('pointer' in value) {
    const bytes = Buffer.alloc(5, (1 << 5) | (3 << 3))
    bytes.writeUInt32BE(value.pointer, 1)
    return bytes
  }
  const entries = Object.entries(value.map)
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([name, field]) => [encode(name), encode(field)]),
  ])
}

function isList(value: MmdbValue): value is readonly MmdbValue[] {
  return Array.isArray(value)
}

function withBytes(type: number, value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes =
    value === 0n
      ? Buffer.alloc(0)
      : Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([control(type, bytes.length), bytes])
}

function control(type: number, size: number): Buffer {
  const [field, rest] =
    size < 29
      ? [size, []]
      : size < 285
        ? [29, [size - 29]]
        : [30, [(size - 285) >> 8, (size - 285) & 255]]
  const first = type < 8 ? (type << 5) | field : field
  return Buffer.from(type < 8 ? [first, ...rest] : [first, type - 7, ...rest])
}
