import type { AddressInfo, Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { House } from '../house'
import type { Listening } from '../listen'
import { toListenError } from '../listen-error'
import type { ServerLimits } from '../server-limits'
import { openFront } from './front'
import type { FrontLimits } from './front-limits'
import { readTlsIdentity } from './tls-identity'

/** How often connections that have become idle are looked for while closing. */
const sweepMs = 20

/** Whether connections must be looked at before the application gets them. */
export function needsFront({ tlsCert, tlsKey, proxyProtocol }: House['config']): boolean {
  return tlsCert !== undefined || tlsKey !== undefined || proxyProtocol === 'on'
}

/**
 * Listens as `listen` does, with the front before the application.
 *
 * @throws StartError when the address is taken or not this machine's, or the certificate is no use
 */
export async function listenFront(
  app: FastifyInstance,
  house: Pick<House, 'config' | 'log' | 'metrics'>,
  limits: ServerLimits,
  opening?: FrontLimits,
): Promise<Listening> {
  const { host, port } = house.config
  const identity = readTlsIdentity(house.config)
  await app.ready()
  const front = await openFront({ app, house, identity, limits, ...(opening && { opening }) })
  const first = front.createListener()
  const chosen = await listenOn(first, host, port).catch((cause: unknown) => {
    front.close()
    throw toListenError(cause, host, port)
  })
  const listeners = [first]
  const hosts = [host]
  // Browsers resolve `localhost` to either.
  if (host === '127.0.0.1') {
    const second = front.createListener()
    await listenOn(second, '::1', chosen).then(
      () => {
        listeners.push(second)
        hosts.push('::1')
      },
      (cause: unknown) => house.log.warn({ err: cause }, 'not listening on ::1'),
    )
  }
  const scheme = identity ? 'https' : 'http'
  return {
    urls: hosts.map((name) => `${scheme}://${name.includes(':') ? `[${name}]` : name}:${chosen}`),
    async close() {
      const closed = Promise.all([app.close(), ...listeners.map(closeListener)])
      front.close()
      front.sweep()
      const sweeping = setInterval(() => front.sweep(), sweepMs)
      await closed.finally(() => clearInterval(sweeping))
    },
  }
}

/** @returns the port, also when the system chose it */
function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      // Only of a path or a pipe is the address a text.
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Resolves when its last connection is gone. */
function closeListener(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
