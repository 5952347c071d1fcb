import type { TcpFamily, TcpSignature } from '@whorl/core'
import { ByteReader } from './byte-reader'

/** RFC 793, 7323, 2018; all others are written as their number. */
const optionNames = new Map([
  [2, 'mss'],
  [3, 'ws'],
  [4, 'sok'],
  [8, 'ts'],
])

/** How systems order their options; the row of Linux was measured on 6.x. */
const layouts: Readonly<Record<string, TcpFamily>> = {
  'mss,nop,ws,nop,nop,sok': 'windows',
  // Window scaling switched off.
  'mss,nop,nop,sok': 'windows',
  // Also iOS and iPadOS.
  'mss,nop,ws,nop,nop,ts,sok,eol+1': 'apple',
  // Also Android and ChromeOS.
  'mss,sok,ts,nop,ws': 'linux',
  // Timestamps switched off.
  'mss,nop,nop,sok,nop,ws': 'linux',
  'mss,nop,ws,sok,ts': 'freebsd',
}

/** What systems start with; 255 is used by routers and by old Solaris. */
const ttlStarts = [64, 128, 255]
const tcpProtocol = 6
const ipv6HeaderBytes = 40
/** IP and TCP headers without options: what an MSS leaves out of a packet. */
const overheadBytes = { 4: 40, 6: 60 } as const

/**
 * Reads a SYN as Linux keeps it (`TCP_SAVED_SYN`): from the IP header to the end of the TCP options.
 *
 * @returns `captured: false` for anything else
 */
export function readSyn(bytes: Uint8Array): TcpSignature {
  const packet = openPacket(bytes)
  return (packet && readSegment(packet)) ?? { captured: false }
}

interface Packet {
  readonly version: 4 | 6
  readonly ttl: number
  readonly segment: Uint8Array
}

function openPacket(bytes: Uint8Array): Packet | undefined {
  const first = bytes[0] ?? 0
  if (first >> 4 === 4) {
    const headerBytes = (first & 0x0f) * 4
    if (headerBytes < 20 || bytes[9] !== tcpProtocol) return undefined
    return { version: 4, ttl: bytes[8] ?? 0, segment: bytes.subarray(headerBytes) }
  }
  // Extension headers before TCP are unheard of in a SYN.
  if (first >> 4 !== 6 || bytes[6] !== tcpProtocol) return undefined
  return { version: 6, ttl: bytes[7] ?? 0, segment: bytes.subarray(ipv6HeaderBytes) }
}

function readSegment({ version, ttl, segment }: Packet): TcpSignature | undefined {
  const reader = new ByteReader(segment)
  reader.bytes(12)
  const headerBytes = ((reader.number(1) ?? 0) >> 4) * 4
  const flags = reader.number(1)
  const window = reader.number(2)
  reader.bytes(4)
  const options = reader.bytes(headerBytes - 20)
  if (headerBytes < 20 || flags === undefined || window === undefined || !options) return undefined
  if ((flags & 0x02) === 0) return undefined
  const { layout, mss, scale } = readOptions(options)
  const start = ttlStarts.find((value) => value >= ttl) ?? 255
  return {
    captured: true,
    layout,
    family: layouts[layout] ?? 'unknown',
    ttl,
    ttlDistance: start - ttl,
    window,
    ...(mss !== undefined && { mss, mtu: mss + overheadBytes[version] }),
    ...(scale !== undefined && { scale }),
  }
}

function readOptions(bytes: Uint8Array) {
  const reader = new ByteReader(bytes)
  const names: string[] = []
  let mss: number | undefined
  let scale: number | undefined
  while (reader.left > 0) {
    const kind = reader.number(1)
    if (kind === 0) {
      names.push(`eol+${reader.left}`)
      break
    }
    if (kind === 1) {
      names.push('nop')
      continue
    }
    // The length counts kind and length themselves.
    const content = reader.bytes((reader.number(1) ?? 0) - 2)
    if (!content) {
      names.push('bad')
      break
    }
    names.push(optionNames.get(kind ?? 0) ?? String(kind))
    if (kind === 2) mss = new ByteReader(content).number(2)
    if (kind === 3) scale = new ByteReader(content).number(1)
  }
  return { layout: names.join(), mss, scale }
}
