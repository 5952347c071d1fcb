import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import {
  handshakeRecord,
  http2Family,
  ja4,
  readClientHello,
  readHttp2Opening,
  tlsFamily,
} from '@whorl/enrich'
import type { ServerLimits } from '../server-limits'
import type { ConnectionFacts } from './connection-facts'
import type { FrontLimits } from './front-limits'
import { peek } from './peek'
import type { ProtocolServers } from './protocol-servers'
import type { Refuse } from './refuse'
import type { TlsIdentity } from './tls-identity'

export interface TlsEntrance {
  /** Resolves when TLS has the connection, or it was refused. */
  take(socket: Socket, facts: ConnectionFacts): Promise<void>
}

interface TlsEntranceOptions {
  readonly identity: TlsIdentity
  readonly servers: ProtocolServers
  readonly refuse: Refuse
  readonly limits: ServerLimits
  readonly opening: FrontLimits
  /** A protocol has this raw socket now. */
  readonly settle: (socket: Socket) => void
  /** What nobody expected: it is logged, and the connection ends. */
  readonly fail: (socket: Socket, cause: unknown) => void
}

interface Handshake {
  readonly socket: Socket
  readonly facts: ConnectionFacts
}

/** Looks at the ClientHello, ends TLS, looks at the HTTP/2 preface, hands the connection on. */
export function createTlsEntrance(options: TlsEntranceOptions): TlsEntrance {
  const { refuse, opening } = options
  /** Connections in their handshake, by both ends: a TLS socket does not show its raw one. */
  const handshaking = new Map<string, Handshake>()
  const server = createTlsServer(options, handshaking)
  const helloLimits = { timeoutMs: opening.openingMs, bytesMax: opening.openingBytesMax }
  return {
    async take(socket, facts) {
      const peeked = await peek(socket, readClientHello, helloLimits)
      const { state, bytes } = peeked
      if (socket.destroyed) return
      if (state === 'strange' && bytes[0] !== handshakeRecord) {
        refuse(socket, 'plain_http')
        answerPlain(socket)
        return
      }
      if (state === 'gone' || state === 'timeout' || state === 'too-long') {
        refuse(socket, state === 'too-long' ? 'hello_too_long' : 'no_hello')
        socket.destroy()
        return
      }
      const text = peeked.state === 'read' ? ja4(peeked.answer) : undefined
      const ends = endsOf(socket)
      handshaking.set(ends, { socket, facts: withTls(facts, text) })
      socket.once('close', () => handshaking.delete(ends))
      // A hello that we cannot read is for OpenSSL to refuse, in its own words.
      server.emit('connection', socket)
    },
  }
}

function createTlsServer(
  { identity, servers, refuse, limits, opening, settle, fail }: TlsEntranceOptions,
  handshaking: Map<string, Handshake>,
): Server {
  const server = createServer({
    ...identity,
    // `http/1.0` is all that some old clients offer.
    ALPNProtocols: ['h2', 'http/1.1', 'http/1.0'],
    handshakeTimeout: limits.headersMs,
  })
  server.on('tlsClientError', (_error, socket) => {
    refuse(socket, 'handshake')
    socket.destroy()
  })
  server.on('secureConnection', (socket) => {
    // Until a protocol has it, and after: a broken connection shows by its end.
    socket.on('error', () => {})
    const ends = endsOf(socket)
    const handshake = handshaking.get(ends)
    handshaking.delete(ends)
    if (!handshake) {
      // Closed meanwhile.
      socket.destroy()
      return
    }
    takeSecure(socket, handshake.facts, servers, opening)
      .catch((cause: unknown) => fail(socket, cause))
      .finally(() => settle(handshake.socket))
  })
  return server
}

/** Without a frame behind it, the preface of HTTP/2 says nothing about the client. */
const prefaceBytes = 24

async function takeSecure(
  socket: TLSSocket,
  facts: ConnectionFacts,
  servers: ProtocolServers,
  { openingMs, firstRequestMs, openingBytesMax }: FrontLimits,
): Promise<void> {
  if (socket.alpnProtocol !== 'h2') {
    servers.takeHttp1(socket, facts)
    return
  }
  const { state, bytes } = await peek(socket, readHttp2Opening, {
    timeoutMs: openingMs,
    afterFirstMs: firstRequestMs,
    bytesMax: openingBytesMax,
  })
  if (state === 'gone' || socket.destroyed) {
    socket.destroy()
    return
  }
  // A wrong preface is for Node to answer.
  const read = readHttp2Opening(bytes, { isLast: true })
  const text = read && 'text' in read && bytes.length > prefaceBytes ? read.text : undefined
  servers.takeHttp2(socket, withHttp2(facts, text))
}

function withTls(facts: ConnectionFacts, text: string | undefined): ConnectionFacts {
  const family = text === undefined ? undefined : tlsFamily(text)
  const tls = text === undefined ? undefined : { ja4: text, ...(family && { family }) }
  return { ...facts, isTls: true, signature: { ...facts.signature, ...(tls && { tls }) } }
}

function withHttp2(facts: ConnectionFacts, text: string | undefined): ConnectionFacts {
  if (text === undefined) return facts
  const family = http2Family(text)
  const http2 = { text, ...(family && { family }) }
  return { ...facts, signature: { ...facts.signature, http2 } }
}

function endsOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return [remoteAddress, remotePort, localAddress, localPort].join(' ')
}

const sentence = 'This port speaks TLS: begin the address with https.\n'
/** How long a client may take to read the sentence. */
const lingerMs = 1_000

function answerPlain(socket: Socket): void {
  const headers = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${sentence.length}`,
    'Connection: close',
  ]
  socket.end(`${headers.join('\r\n')}\r\n\r\n${sentence}`)
  // What the client still sends must be read: unread bytes would make the system reset the answer.
  socket.resume()
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(timer))
}
