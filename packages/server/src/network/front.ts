import { createServer, type Server, type Socket } from 'node:net'
import type { TcpSignature } from '@whorl/core'
import type { FastifyInstance } from 'fastify'
import type { House } from '../house'
import { createConnectionCount } from '../limit-connections'
import type { ServerLimits } from '../server-limits'
import { type FrontLimits, frontLimits } from './front-limits'
import { peek } from './peek'
import { createProtocolServers } from './protocol-servers'
import { readProxyHeader } from './proxy-header'
import { createRefusal } from './refuse'
import { openSynCapture } from './saved-syn'
import { createTlsEntrance } from './tls-entrance'
import type { TlsIdentity } from './tls-identity'

/** What stands before the application: it learns about connections and hands them on. */
export interface Front {
  /** A listener of this front, not listening yet. */
  createListener(): Server
  /** Cuts off who has not said what he is; lets the others finish. Closing listeners is not its own. */
  close(): void
  /** Closes what has become idle since `close`. */
  sweep(): void
}

export interface FrontOptions {
  readonly app: Pick<FastifyInstance, 'routing'>
  readonly house: Pick<House, 'config' | 'log' | 'metrics'>
  /** Absent: plain HTTP. */
  readonly identity: TlsIdentity | undefined
  readonly limits: ServerLimits
  readonly opening?: FrontLimits
}

/**
 * PROXY protocol, ClientHello, TLS and the HTTP/2 preface, in this order, and then the application.
 * Call it after `app.ready()`.
 */
export async function openFront({
  app,
  house,
  identity,
  limits,
  opening = frontLimits,
}: FrontOptions): Promise<Front> {
  const capture = await openSynCapture()
  if (capture.missing) house.log.debug({ reason: capture.missing }, 'no SYNs are captured')
  const servers = createProtocolServers(app, limits)
  const refuse = createRefusal(house)
  const isWithinLimit = createConnectionCount(house)
  /** Sockets that no protocol has yet. */
  const undecided = new Set<Socket>()
  const settle = (socket: Socket) => undecided.delete(socket)
  const fail = (socket: Socket, cause: unknown) => {
    house.log.error({ err: cause }, 'a connection could not be taken')
    socket.destroy()
  }
  const entrance =
    identity && createTlsEntrance({ identity, servers, refuse, limits, opening, settle, fail })

  async function accept(socket: Socket): Promise<void> {
    socket.on('error', ignore)
    const tcp = capture.read(socket)
    undecided.add(socket)
    socket.once('close', () => settle(socket))
    const caller = await findCaller(socket, tcp)
    if (!caller || socket.destroyed) return
    if (!isWithinLimit(socket, caller.address)) {
      socket.destroy()
      return
    }
    const facts = { address: caller.address, isTls: false, signature: { tcp: caller.tcp } }
    if (entrance) await entrance.take(socket, facts)
    else {
      servers.takeHttp1(socket, facts)
      settle(socket)
    }
  }

  /** Who opened the connection. `undefined`: it was refused. */
  async function findCaller(socket: Socket, tcp: TcpSignature) {
    const address = socket.remoteAddress ?? ''
    const { proxyProtocol, trustedProxies } = house.config
    if (proxyProtocol === 'off' || !trustedProxies.contains(address)) return { address, tcp }
    const { openingMs, openingBytesMax } = opening
    const peekLimits = { timeoutMs: openingMs, bytesMax: openingBytesMax }
    const peeked = await peek(socket, readProxyHeader, peekLimits, ({ length }) => length)
    if (peeked.state !== 'read') {
      // Load balancers also open connections just to see whether they can.
      if (peeked.state !== 'gone' || peeked.bytes.length > 0) refuse(socket, 'proxy_header')
      socket.destroy()
      return undefined
    }
    const { source = address } = peeked.answer
    // The SYN was the load balancer's.
    return { address: source, tcp: { captured: false } as const }
  }

  return {
    createListener() {
      const server = createServer((socket) => {
        accept(socket).catch((cause: unknown) => fail(socket, cause))
      })
      server.on('listening', () => capture.enable(server))
      return server
    },
    close() {
      servers.close()
      for (const socket of undecided) socket.destroy()
    },
    sweep: servers.sweep,
  }
}

/** A broken connection shows by its end. */
function ignore(): void {}
