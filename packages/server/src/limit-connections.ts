import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { isLoopback } from '@whorl/enrich'
import type { House } from './house'

/** Open connections that one address may hold. */
const perAddressMax = 1_000

/** Closes connections of an address that holds too many. Proxies and this machine are exempt. */
export function limitConnections(server: Server, house: Pick<House, 'config' | 'metrics'>): void {
  const count = createConnectionCount(house)
  server.on('connection', (socket: Socket) => {
    if (!count(socket, socket.remoteAddress ?? '')) socket.destroy()
  })
}

/**
 * Counts connections by address until they close.
 *
 * @returns a function that says whether the connection is within the limit
 */
export function createConnectionCount({ config, metrics }: Pick<House, 'config' | 'metrics'>) {
  const open = new Map<string, number>()
  return (socket: Socket, address: string): boolean => {
    if (isLoopback(address) || config.trustedProxies.contains(address)) return true
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count <= perAddressMax) return true
    metrics.limited.inc({ limit: 'connections' })
    return false
  }
}
