import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  constants,
  createServer as createHttp2Server,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { ServerLimits } from '../server-limits'
import { type ConnectionFacts, rememberConnection } from './connection-facts'

/** Servers that do not listen: they are handed connections. */
export interface ProtocolServers {
  takeHttp1(socket: Socket, facts: ConnectionFacts): void
  takeHttp2(socket: Socket, facts: ConnectionFacts): void
  /** Closes what is idle now; what is under way is finished first. Call it until all are gone. */
  sweep(): void
  close(): void
}

/** Requests that one HTTP/2 connection may have open (RFC 9113, 6.5.2, recommends no fewer). */
const streamsMax = 100

/** HTTP/1.1 and HTTP/2 in front of one application, with the same limits. */
export function createProtocolServers(
  app: Pick<FastifyInstance, 'routing'>,
  limits: ServerLimits,
): ProtocolServers {
  const http1 = createHttp1(app, limits)
  const sessions = new Map<ServerHttp2Session, ConnectionFacts>()
  const http2 = createHttp2(app, limits, sessions)
  let isClosing = false
  return {
    takeHttp1(socket, facts) {
      rememberConnection(socket, facts)
      http1.emit('connection', socket)
    },
    takeHttp2(socket, facts) {
      const onSession = (session: ServerHttp2Session) => {
        sessions.set(session, facts)
        session.once('close', () => sessions.delete(session))
        session.setTimeout(limits.keepAliveMs, () => giveUp(session, limits))
        if (isClosing) session.close()
      }
      // The session is made, and announced, before `emit` returns (checked in Node 20.20).
      http2.once('session', onSession)
      http2.emit('connection', socket)
      http2.off('session', onSession)
    },
    sweep() {
      http1.closeIdleConnections()
      for (const session of sessions.keys()) if (!session.closed) session.close()
    },
    close() {
      isClosing = true
      // Stops its timer. It answers that it did not listen, which is so.
      http1.close(() => {})
    },
  }
}

/** Says goodbye; whoever does not take it is cut off. */
function giveUp(session: ServerHttp2Session, { headersMs }: ServerLimits): void {
  session.close()
  const timer = setTimeout(() => session.destroy(), headersMs).unref()
  session.once('close', () => clearTimeout(timer))
}

function createHttp1(app: Pick<FastifyInstance, 'routing'>, limits: ServerLimits): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: limits.headerBytes,
    },
    (request, response) => app.routing(request, response),
  )
  // Node begins to look for slow clients when a server listens (checked in 20.20).
  server.emit('listening')
  return server
}

function createHttp2(
  app: Pick<FastifyInstance, 'routing'>,
  limits: ServerLimits,
  sessions: ReadonlyMap<ServerHttp2Session, ConnectionFacts>,
): Http2Server {
  const settings = { maxConcurrentStreams: streamsMax, maxHeaderListSize: limits.headerBytes }
  return createHttp2Server({ settings }, (request, response) => {
    const { stream, authority } = request
    const facts = stream.session && sessions.get(stream.session as ServerHttp2Session)
    if (facts) rememberConnection(request.socket, facts)
    request.headers.host ??= authority
    // To Fastify, a request that names neither length nor encoding nor type has no body.
    if (!stream.endAfterHeaders && request.headers['content-length'] === undefined)
      request.headers['transfer-encoding'] = 'chunked'
    if (headerBytesOf(request) > limits.headerBytes) {
      response.writeHead(431).end()
      return
    }
    limitRequestTime(request, limits)
    route(app, request, response)
  })
}

/**
 * As HTTP/1.1 counts them. Node holds a client to `maxHeaderListSize` only after it has
 * acknowledged the settings (checked in 20.20), which is after the first requests.
 */
function headerBytesOf({ rawHeaders }: Http2ServerRequest): number {
  return rawHeaders.reduce((bytes, text) => bytes + text.length, 0)
}

/** Headers and body, as `requestTimeout` of HTTP/1.1. */
function limitRequestTime({ stream }: Http2ServerRequest, { requestMs }: ServerLimits): void {
  if (stream.endAfterHeaders) return
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), requestMs).unref()
  stream.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
}

function route(
  app: Pick<FastifyInstance, 'routing'>,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): void {
  // Node makes these to be used in place of each other, and Fastify does so itself with `http2`.
  app.routing(request as unknown as IncomingMessage, response as unknown as ServerResponse)
}
