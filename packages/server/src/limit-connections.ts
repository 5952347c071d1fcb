import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { isLoopback } from '@whorl/enrich'
import type { House } from './house'

/** Open connections that one address may hold. */
const perAddressMax = 1_000

/** Closes connections of an address that holds too many. Proxies and this machine are exempt. */
export function limitConnections(server: Server, { config, metrics }: House): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    if (isLoopback(address) || config.trustedProxies.contains(address)) return
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count <= perAddressMax) return
    metrics.limited.inc({ limit: 'connections' })
    socket.destroy()
  })
}
