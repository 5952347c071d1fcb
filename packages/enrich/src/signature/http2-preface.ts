import { ByteReader } from './byte-reader'
import { readPseudoOrder } from './hpack-names'
import type { NeedsMore } from './needs-more'

/** What an HTTP/2 client says before its first request is complete. */
export interface Http2Opening {
  /** `settings|window update|priorities|pseudo-header order`. */
  readonly text: string
  /** The header block of the first request had begun. */
  readonly hasRequest: boolean
}

/** RFC 9113, 3.4. */
const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
const frameHeaderBytes = 9
const frame = { headers: 1, priority: 2, settings: 4, windowUpdate: 8 } as const
const flag = { ack: 0x01, padded: 0x08, priority: 0x20 } as const
/** The size that a client may use before it has heard of another (RFC 9113, 4.2). */
const frameBytesMax = 16_384
/** Firefox 127 and older sent six PRIORITY frames; the rest is not waited for. */
const framesMax = 32
const settingsMax = 32

/**
 * Reads the opening of an HTTP/2 connection up to the first header block.
 *
 * @param bytes everything that the client sent so far
 * @param isLast nothing more is waited for: what has come so far is the answer
 * @returns `undefined` when this is no HTTP/2, or breaks it
 */
export function readHttp2Opening(
  bytes: Uint8Array,
  { isLast = false }: { isLast?: boolean } = {},
): Http2Opening | NeedsMore | undefined {
  const common = Math.min(bytes.length, preface.length)
  if (!preface.subarray(0, common).equals(bytes.subarray(0, common))) return undefined
  const parts: Parts = { settings: [], windowUpdate: '00', priorities: [], pseudo: [] }
  let at = preface.length
  for (let count = 0; count < framesMax; count++) {
    const read = readFrame(bytes.subarray(at), parts, isLast || count === framesMax - 1)
    if (read === undefined) return undefined
    if (read === 'headers') return { text: textOf(parts), hasRequest: true }
    if (read === 'end') break
    if ('bytesMin' in read) return { bytesMin: at + read.bytesMin }
    at += read.length
  }
  return { text: textOf(parts), hasRequest: false }
}

interface Parts {
  readonly settings: string[]
  windowUpdate: string
  readonly priorities: string[]
  pseudo: readonly string[]
}

const textOf = ({ settings, windowUpdate, priorities, pseudo }: Parts) =>
  [settings.join(';'), windowUpdate, priorities.join() || '0', pseudo.join()].join('|')

function readFrame(
  bytes: Uint8Array,
  parts: Parts,
  isLast: boolean,
): { length: number } | NeedsMore | 'headers' | 'end' | undefined {
  const header = new ByteReader(bytes)
  const [length, type, flags, stream] = [3, 1, 1, 4].map((size) => header.number(size))
  if (length === undefined || type === undefined || flags === undefined || stream === undefined)
    return isLast ? 'end' : { bytesMin: frameHeaderBytes }
  if (length > frameBytesMax) return undefined
  const content = bytes.subarray(frameHeaderBytes, frameHeaderBytes + length)
  const isWhole = content.length === length
  if (!isWhole && !isLast) return { bytesMin: frameHeaderBytes + length }
  if (type === frame.headers) {
    parts.pseudo = readHeaders(content, flags)
    return 'headers'
  }
  if (!isWhole) return 'end'
  takeFrame({ type, flags, stream, content }, parts)
  return { length: frameHeaderBytes + length }
}

interface Frame {
  readonly type: number
  readonly flags: number
  readonly stream: number
  readonly content: Uint8Array
}

function takeFrame({ type, flags, stream, content }: Frame, parts: Parts): void {
  const reader = new ByteReader(content)
  if (type === frame.settings && (flags & flag.ack) === 0) {
    while (reader.left >= 6 && parts.settings.length < settingsMax)
      parts.settings.push(`${reader.number(2)}:${reader.number(4)}`)
  } else if (type === frame.windowUpdate && stream === 0) {
    const increment = reader.number(4)
    if (increment !== undefined && parts.windowUpdate === '00')
      parts.windowUpdate = String(increment & 0x7fffffff)
  } else if (type === frame.priority) {
    const dependency = reader.number(4)
    const weight = reader.number(1)
    if (dependency === undefined || weight === undefined) return
    const isExclusive = dependency >= 2 ** 31 ? 1 : 0
    // The wire carries the weight less one (RFC 7540, 6.3).
    parts.priorities.push(`${stream}:${isExclusive}:${dependency % 2 ** 31}:${weight + 1}`)
  }
}

function readHeaders(content: Uint8Array, flags: number): readonly string[] {
  const reader = new ByteReader(content)
  if (flags & flag.padded) reader.bytes(1)
  if (flags & flag.priority) reader.bytes(5)
  return readPseudoOrder(reader)
}
