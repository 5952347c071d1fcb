import type { Server, Socket } from 'node:net'
import type { TcpSignature } from '@whorl/core'
import { readSyn } from '@whorl/enrich'

/** Reads the SYN that opened a connection. */
export interface SynCapture {
  /** Asks the system to keep the SYNs of a listening socket. Without effect where it cannot. */
  enable(server: Server): void
  /** Once for each connection, in its first tick: the system gives a SYN away only once. */
  read(socket: Socket): TcpSignature
  /** Why there is none, for the log. */
  readonly missing?: string
}

const notCaptured: TcpSignature = { captured: false }
/** Linux, include/uapi/linux/tcp.h: IPPROTO_TCP, TCP_SAVE_SYN, TCP_SAVED_SYN. */
const [tcpLevel, saveSyn, savedSyn] = [6, 27, 28]
/** IPv6 header, and a TCP header with all the options that fit. */
const synBytesMax = 40 + 60

/**
 * Looks for the means to read SYNs: Linux, and the optional package `koffi`. Their absence is no
 * error: then nothing is captured.
 */
export async function openSynCapture(platform: string = process.platform): Promise<SynCapture> {
  if (platform !== 'linux') return nothing(`the system is ${platform}, not linux`)
  try {
    const { default: koffi } = await import('koffi')
    // The process itself: libc is loaded, whichever one it is.
    const libc = koffi.load(null)
    return overSockets(
      libc.func('int setsockopt(int fd, int level, int name, void *value, uint32_t length)'),
      libc.func('int getsockopt(int fd, int level, int name, void *value, void *length)'),
    )
  } catch (cause) {
    return nothing(cause instanceof Error ? cause.message : String(cause))
  }
}

type SocketOption = (
  fd: number,
  level: number,
  name: number,
  value: Buffer,
  length: unknown,
) => number

function overSockets(setOption: SocketOption, getOption: SocketOption): SynCapture {
  const on = uint32(1)
  const value = Buffer.alloc(synBytesMax)
  return {
    enable(server) {
      attempt(() => setOption(fdOf(server), tcpLevel, saveSyn, on, on.length))
    },
    read(socket) {
      const length = uint32(value.length)
      const code = attempt(() => getOption(fdOf(socket), tcpLevel, savedSyn, value, length))
      return code === 0 ? readSyn(value.subarray(0, uint32Of(length))) : notCaptured
    },
  }
}

function nothing(missing: string): SynCapture {
  return { missing, enable() {}, read: () => notCaptured }
}

/** A foreign function may refuse its arguments by throwing: that means "not captured", too. */
function attempt(call: () => number): number | undefined {
  try {
    return call()
  } catch {
    return undefined
  }
}

/** @returns -1, which no socket has, when there is none */
function fdOf(owner: Server | Socket): number {
  // Node does not publish the descriptor; its handles have had this field since Node 0.12.
  const { _handle: handle } = owner as unknown as { _handle?: { fd?: number } | null }
  return handle?.fd ?? -1
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  if (isLittleEndian) bytes.writeUInt32LE(number)
  else bytes.writeUInt32BE(number)
  return bytes
}

function uint32Of(bytes: Buffer): number {
  return isLittleEndian ? bytes.readUInt32LE() : bytes.readUInt32BE()
}
