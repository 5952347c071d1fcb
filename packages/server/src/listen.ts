import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { House } from './house'
import { toListenError } from './listen-error'
import { listenFront, needsFront } from './network/listen-front'
import { type ServerLimits, serverLimits } from './server-limits'

export interface Listening {
  /** `http://127.0.0.1:8080` and what else answers; https when the server ends TLS. */
  readonly urls: readonly string[]
  close(): Promise<void>
}

/**
 * Listens on the configured address; beside 127.0.0.1 also on ::1, because browsers resolve
 * `localhost` to either.
 *
 * @throws StartError when the address is taken or not this machine's, or the certificate is no use
 */
export async function listen(
  app: FastifyInstance,
  house: Pick<House, 'config' | 'log' | 'metrics'>,
  limits: ServerLimits = serverLimits,
): Promise<Listening> {
  const { config, log } = house
  if (needsFront(config)) return listenFront(app, house, limits)
  const { host, port } = config
  const first = await app.listen({ host, port }).catch((cause: unknown) => {
    throw toListenError(cause, host, port)
  })
  if (host !== '127.0.0.1') {
    return { urls: [first], close: () => whileSweeping([app.server], app.close()) }
  }
  // With port 0 the system chose one: the second listener takes the same.
  const { port: chosen } = app.server.address() as AddressInfo
  const second = await listenBeside(app, chosen, limits).catch((cause: unknown) => {
    log.warn({ err: cause }, 'not listening on ::1')
    return undefined
  })
  return {
    urls: second ? [first, `http://[::1]:${chosen}`] : [first],
    async close() {
      const closed = Promise.all([app.close(), second && closeServer(second)])
      await whileSweeping(second ? [app.server, second] : [app.server], closed)
    },
  }
}

function listenBeside(app: FastifyInstance, port: number, limits: ServerLimits): Promise<Server> {
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
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '::1', port }, () => resolve(server))
  })
}

/**
 * A connection whose answer was under way when closing began is kept alive afterwards and would
 * hold the server open until its timeout (checked in Node 20.20).
 */
async function whileSweeping(servers: readonly Server[], closed: Promise<unknown>): Promise<void> {
  const sweep = setInterval(() => {
    for (const server of servers) server.closeIdleConnections()
  }, 20)
  await closed.finally(() => clearInterval(sweep))
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
