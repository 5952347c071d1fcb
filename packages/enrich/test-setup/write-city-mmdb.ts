/** A value of a record: texts, doubles, maps. */
type Value = string | number | { readonly [key: string]: Value }

export interface MmdbNetwork {
  /** Bits of the network from the first on, as 0 and 1; `''` is everything. */
  readonly bits: string
  readonly record: Value
}

/** The bits of a network such as 192.0.2.0/24. */
export function v4Bits(cidr: string): string {
  const [address = '', length = '32'] = cidr.split('/')
  const bits = address.split('.').map((part) => Number(part).toString(2).padStart(8, '0'))
  return bits.join('').slice(0, Number(length))
}

/** The bits of a network of IPv6, its groups in full: `2001:db8:0:0:0:0:0:0/32`. */
export function v6Bits(cidr: string): string {
  const [address = '', length = '128'] = cidr.split('/')
  const bits = address
    .split(':')
    .map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0'))
  return bits.join('').slice(0, Number(length))
}

interface Node {
  children: [Node | Buffer | undefined, Node | Buffer | undefined]
}

/**
 * Writes a MaxMind DB file (format 2.0) for tests. Equal record objects are written once.
 *
 * @param options.builtAt Unix s
 */
export function writeCityMmdb(
  networks: readonly MmdbNetwork[],
  {
    ipVersion = 4,
    recordBits = 28,
    builtAt = 1_767_225_600,
  }: { ipVersion?: 4 | 6; recordBits?: 24 | 28 | 32; builtAt?: number } = {},
): Buffer {
  const root: Node = { children: [undefined, undefined] }
  const records = new Map<Value, number>()
  const data: Buffer[] = []
  let dataBytes = 0
  const offsets = new Map<Buffer, number>()
  for (const { bits, record } of networks) {
    if (!records.has(record)) {
      const bytes = encode(record)
      records.set(record, dataBytes)
      data.push(bytes)
      dataBytes += bytes.length
    }
    const leaf = Buffer.alloc(1)
    offsets.set(leaf, records.get(record) ?? 0)
    put(root, bits, leaf)
  }
  const nodes: Node[] = []
  const number = (node: Node) => {
    nodes.push(node)
    for (const child of node.children) if (child && !Buffer.isBuffer(child)) number(child)
  }
  number(root)
  const pointerOf = (child: Node | Buffer | undefined) => {
    if (!child) return nodes.length
    if (!Buffer.isBuffer(child)) return nodes.indexOf(child)
    return nodes.length + 16 + (offsets.get(child) ?? 0)
  }
  const tree = nodes.map(({ children: [left, right] }) =>
    encodeNode(pointerOf(left), pointerOf(right), recordBits),
  )
  const metadata = encode(
    {
      binary_format_major_version: 2,
      binary_format_minor_version: 0,
      build_epoch: builtAt,
      database_type: 'test',
      ip_version: ipVersion,
      node_count: nodes.length,
      record_size: recordBits,
    },
    true,
  )
  return Buffer.concat([
    ...tree,
    Buffer.alloc(16),
    ...data,
    Buffer.from('abcdef4d61784d696e642e636f6d', 'hex'),
    metadata,
  ])
}

function put(root: Node, bits: string, leaf: Buffer): void {
  let node = root
  for (const [index, bit] of [...bits].entries()) {
    const side = bit === '1' ? 1 : 0
    if (index === bits.length - 1) {
      node.children[side] = leaf
      return
    }
    const child = node.children[side]
    const next: Node =
      child && !Buffer.isBuffer(child) ? child : { children: [undefined, undefined] }
    node.children[side] = next
    node = next
  }
}

function encodeNode(left: number, right: number, bits: 24 | 28 | 32): Buffer {
  const bytes = Buffer.alloc(bits / 4)
  if (bits === 28) {
    bytes.writeUIntBE(left & 0xff_ffff, 0, 3)
    bytes[3] = ((left >>> 24) << 4) | (right >>> 24)
    bytes.writeUIntBE(right & 0xff_ffff, 4, 3)
    return bytes
  }
  bytes.writeUIntBE(left, 0, bits / 8)
  bytes.writeUIntBE(right, bits / 8, bits / 8)
  return bytes
}

function encode(value: Value, isMetadata = false): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([control(2, text.length), text])
  }
  if (typeof value === 'number') return encodeNumber(value, isMetadata)
  const entries = Object.entries(value)
  const parts = entries.flatMap(([key, member]) => [encode(key), encode(member, isMetadata)])
  return Buffer.concat([control(7, entries.length), ...parts])
}

/** Metadata hold unsigned integers, records doubles. */
function encodeNumber(value: number, isMetadata: boolean): Buffer {
  const bytes = Buffer.alloc(isMetadata ? 4 : 8)
  if (isMetadata) bytes.writeUInt32BE(value)
  else bytes.writeDoubleBE(value)
  return Buffer.concat([control(isMetadata ? 6 : 3, bytes.length), bytes])
}

function control(type: number, size: number): Buffer {
  if (size < 29) return Buffer.from([(type << 5) | size])
  if (size < 285) return Buffer.from([(type << 5) | 29, size - 29])
  throw new RangeError('the test file has a value that is too long')
}
