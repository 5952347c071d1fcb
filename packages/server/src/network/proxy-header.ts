import { type NeedsMore, normalizeAddress } from '@whorl/enrich'

/** What a load balancer says in front of a connection (PROXY protocol, versions 1 and 2). */
export interface ProxyHeader {
  /** Bytes of the header; what follows is the client's. */
  readonly length: number
  /** Absent when the load balancer speaks for itself, as in health checks. */
  readonly source?: string
}

const signatureV2 = Buffer.from('0d0a0d0a000d0a515549540a', 'hex')
const beginningV1 = Buffer.from('PROXY ')
/** Section 2.1: the longest line with its CRLF. */
const lineBytesMax = 107
const fixedBytesV2 = 16

/**
 * Reads the header that stands before everything else.
 *
 * @returns `undefined` when there is none, or a malformed one
 */
export function readProxyHeader(bytes: Buffer): ProxyHeader | NeedsMore | undefined {
  if (startsLike(bytes, signatureV2)) return readBinary(bytes)
  return startsLike(bytes, beginningV1) ? readLine(bytes) : undefined
}

function startsLike(bytes: Buffer, beginning: Buffer): boolean {
  const length = Math.min(bytes.length, beginning.length)
  return bytes.subarray(0, length).equals(beginning.subarray(0, length))
}

function readLine(bytes: Buffer): ProxyHeader | NeedsMore | undefined {
  const end = bytes.subarray(0, lineBytesMax).indexOf('\r\n')
  if (end < 0) return bytes.length < lineBytesMax ? { bytesMin: bytes.length + 1 } : undefined
  const length = end + 2
  const line = bytes.subarray(0, end).toString('latin1')
  if (/^PROXY UNKNOWN(?: |$)/.test(line)) return { length }
  const [, family, source, target, ...ports] = line.split(' ')
  const isFamily = (text: string | undefined) =>
    text !== undefined && (family === 'TCP4' ? !text.includes(':') : text.includes(':'))
  if ((family !== 'TCP4' && family !== 'TCP6') || !isFamily(source) || !isFamily(target))
    return undefined
  if (ports.length !== 2 || !ports.every(isPort) || addressOf(target) === undefined)
    return undefined
  const address = addressOf(source)
  return address === undefined ? undefined : { length, source: address }
}

const addressOf = (text = '') => (text.includes('%') ? undefined : normalizeAddress(text))

function isPort(text: string): boolean {
  return /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535
}

/** Section 2.2: lengths of the addresses and ports of TCP over IPv4 and IPv6. */
const tcpOverIpv4 = 0x11
const tcpOverIpv6 = 0x21
const addressBytes = new Map([
  [tcpOverIpv4, 12],
  [tcpOverIpv6, 36],
])

function readBinary(bytes: Buffer): ProxyHeader | NeedsMore | undefined {
  const [versionAndCommand, family] = [bytes[12], bytes[13]]
  if (versionAndCommand !== undefined && versionAndCommand !== 0x20 && versionAndCommand !== 0x21)
    return undefined
  if (bytes.length < fixedBytesV2) return { bytesMin: fixedBytesV2 }
  const length = fixedBytesV2 + bytes.readUInt16BE(14)
  if (bytes.length < length) return { bytesMin: length }
  const isLocal = versionAndCommand === 0x20
  if (isLocal || family === 0) return { length }
  const needed = addressBytes.get(family ?? 0)
  if (needed === undefined || length < fixedBytesV2 + needed) return undefined
  const source = normalizeAddress(
    family === tcpOverIpv4
      ? bytes.subarray(fixedBytesV2, fixedBytesV2 + 4).join('.')
      : hextets(bytes.subarray(fixedBytesV2, fixedBytesV2 + 16)),
  )
  return source === undefined ? undefined : { length, source }
}

function hextets(bytes: Buffer): string {
  return Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16)).join(':')
}
