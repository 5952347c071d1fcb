import type { ByteReader } from './byte-reader'

/** The letter that stands for a pseudo-header in a signature. */
type Pseudo = 'a' | 'm' | 'p' | 's'

/** RFC 7541, appendix A: the entries whose names begin with a colon. */
const staticPseudo: readonly (Pseudo | undefined)[] = [undefined, 'a', 'm', 'm', 'p', 'p', 's', 's']
const staticEntries = 61

/** As text, and in the Huffman code of RFC 7541, appendix B. Nothing else must be decoded. */
const literalPseudo = new Map<string, Pseudo>([
  ['3a617574686f72697479', 'a'],
  ['b83b5339ec327d7f', 'a'],
  ['3a6d6574686f64', 'm'],
  ['b9495339e4', 'm'],
  ['3a70617468', 'p'],
  ['b958d33f', 'p'],
  ['3a736368656d65', 's'],
  ['b8824e5a4b', 's'],
])

/** More than the four that exist are an error of the client's. */
const pseudoMax = 8

/**
 * The order of the pseudo-headers at the beginning of the first header block of a connection, as far
 * as it has arrived. They stand before all others (RFC 9113, 8.3).
 */
export function readPseudoOrder(block: ByteReader): Pseudo[] {
  const order: Pseudo[] = []
  /** Names that this very block has put into the table, newest first. */
  const added: (Pseudo | undefined)[] = []
  while (order.length < pseudoMax) {
    const field = readField(block, added)
    if (field === 'resized') continue
    if (field === undefined) break
    order.push(field)
  }
  return order
}

/** RFC 7541, 6. @returns `undefined` at the end of the pseudo-headers, whatever ends them */
function readField(
  block: ByteReader,
  added: (Pseudo | undefined)[],
): Pseudo | 'resized' | undefined {
  const first = block.number(1)
  if (first === undefined) return undefined
  const nameAt = (index: number | undefined) =>
    index === undefined || index <= staticEntries
      ? staticPseudo[index ?? 0]
      : added[index - staticEntries - 1]
  if (first >= 0x80) return nameAt(readInteger(block, first, 7))
  if (first >= 0x20 && first < 0x40)
    return readInteger(block, first, 5) === undefined ? undefined : 'resized'
  const isAdded = first >= 0x40
  const index = readInteger(block, first, isAdded ? 6 : 4)
  const name = index === 0 ? literalName(block) : nameAt(index)
  if (isAdded) added.unshift(name)
  // Without its value the field is still known; the next one is not.
  readText(block)
  return name
}

function literalName(block: ByteReader): Pseudo | undefined {
  const bytes = readText(block)
  return bytes && literalPseudo.get(Buffer.from(bytes).toString('hex'))
}

function readText(block: ByteReader): Uint8Array | undefined {
  const first = block.number(1)
  const length = first === undefined ? undefined : readInteger(block, first, 7)
  return length === undefined ? undefined : block.bytes(length)
}

/** RFC 7541, 5.1. Values above 2^21 are no length that fits what is read here. */
function readInteger(block: ByteReader, first: number, prefixBits: number): number | undefined {
  const prefixMax = 2 ** prefixBits - 1
  let value = first & prefixMax
  if (value < prefixMax) return value
  for (let shift = 0; shift <= 14; shift += 7) {
    const byte = block.number(1)
    if (byte === undefined) return undefined
    value += (byte & 0x7f) << shift
    if (byte < 0x80) return value
  }
  return undefined
}
