import { ByteReader } from './byte-reader'
import type { NeedsMore } from './needs-more'

/** What a TLS client says first, as far as its signature needs it. */
export interface ClientHello {
  /** `legacy_version` of the message. */
  readonly version: number
  /** From the extension of that name; empty without it. */
  readonly supportedVersions: readonly number[]
  readonly ciphers: readonly number[]
  /** Types, in the order sent. */
  readonly extensions: readonly number[]
  /** The first protocol that ALPN offers. */
  readonly alpn: Uint8Array | undefined
  readonly signatureAlgorithms: readonly number[]
}

/** The record type of a handshake (RFC 8446, 5.1): what every TLS connection begins with. */
export const handshakeRecord = 0x16
const clientHelloMessage = 1
const recordHeaderBytes = 5
const messageHeaderBytes = 4
/** RFC 8446, 5.1, and RFC 5246, 6.2.3: 2^14, and what old ciphers may add. */
const recordBytesMax = 16_384 + 2_048
/** A hello of 64 KiB fills four records; who cuts it finer wants work done. */
const recordsMax = 16

/**
 * Reads a ClientHello that may span records and is not yet complete.
 *
 * @param bytes everything that the client sent so far
 * @returns `undefined` for bytes that no more bytes can make a ClientHello
 */
export function readClientHello(bytes: Uint8Array): ClientHello | NeedsMore | undefined {
  const message = collectMessage(bytes)
  return message instanceof Uint8Array ? parseMessage(message) : message
}

/** The body of the first handshake message, put together from its records. */
function collectMessage(bytes: Uint8Array): Uint8Array | NeedsMore | undefined {
  const parts: Uint8Array[] = []
  let at = 0
  let gathered = 0
  for (let count = 0; count < recordsMax; count++) {
    const [type, major] = [bytes[at], bytes[at + 1]]
    if (type !== undefined && type !== handshakeRecord) return undefined
    if (major !== undefined && major !== 3) return undefined
    if (bytes.length < at + recordHeaderBytes) return { bytesMin: at + recordHeaderBytes }
    const length = (bytes[at + 3] ?? 0) * 256 + (bytes[at + 4] ?? 0)
    // RFC 8446, 5.1: empty handshake records are not allowed.
    if (length === 0 || length > recordBytesMax) return undefined
    const end = at + recordHeaderBytes + length
    parts.push(bytes.subarray(at + recordHeaderBytes, end))
    gathered += Math.min(length, bytes.length - at - recordHeaderBytes)
    const whole = wholeMessage(parts, gathered)
    if (whole !== 'more') return whole
    if (bytes.length < end) return { bytesMin: end }
    at = end
  }
  return undefined
}

function wholeMessage(parts: readonly Uint8Array[], gathered: number) {
  if (gathered < messageHeaderBytes) return 'more'
  const [only] = parts
  const all = only && parts.length === 1 ? only : Buffer.concat(parts)
  const reader = new ByteReader(all)
  if (reader.number(1) !== clientHelloMessage) return undefined
  const length = reader.number(3) ?? 0
  return gathered < messageHeaderBytes + length ? 'more' : reader.bytes(length)
}

const randomBytes = 32
const alpnExtension = 0x0010
const signatureAlgorithmsExtension = 0x000d
const supportedVersionsExtension = 0x002b

/** RFC 8446, 4.1.2. */
function parseMessage(message: Uint8Array): ClientHello | undefined {
  const reader = new ByteReader(message)
  const version = reader.number(2)
  const random = reader.bytes(randomBytes)
  const session = reader.counted(1)
  const ciphers = numbersOf(reader.counted(2))
  const compression = reader.counted(1)
  if (version === undefined || !random || !session || !ciphers || !compression) return undefined
  // Before TLS 1.2 a hello could end here (RFC 5246, 7.4.1.2).
  const extensions = reader.left === 0 ? new Map() : readExtensions(reader.counted(2))
  if (!extensions) return undefined
  const versions = extensions.get(supportedVersionsExtension)
  const algorithms = extensions.get(signatureAlgorithmsExtension)
  return {
    version,
    supportedVersions: (versions && numbersOf(new ByteReader(versions).counted(1))) ?? [],
    ciphers,
    extensions: [...extensions.keys()],
    alpn: firstProtocol(extensions.get(alpnExtension)),
    signatureAlgorithms: (algorithms && numbersOf(new ByteReader(algorithms).counted(2))) ?? [],
  }
}

/** RFC 8446, 4.2, allows each type once: OpenSSL refuses a hello that has one twice. */
function readExtensions(block: Uint8Array | undefined): Map<number, Uint8Array> | undefined {
  if (!block) return undefined
  const reader = new ByteReader(block)
  const extensions = new Map<number, Uint8Array>()
  while (reader.left > 0) {
    const type = reader.number(2)
    const content = reader.counted(2)
    if (type === undefined || !content || extensions.has(type)) return undefined
    extensions.set(type, content)
  }
  return extensions
}

/** RFC 7301, 3.1. */
function firstProtocol(content: Uint8Array | undefined): Uint8Array | undefined {
  const list = content && new ByteReader(content).counted(2)
  const name = list && new ByteReader(list).counted(1)
  return name && name.length > 0 ? name : undefined
}

function numbersOf(list: Uint8Array | undefined): number[] | undefined {
  if (!list || list.length % 2 === 1) return undefined
  const reader = new ByteReader(list)
  return Array.from({ length: list.length / 2 }, () => reader.number(2) ?? 0)
}
