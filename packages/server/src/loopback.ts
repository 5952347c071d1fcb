import { isLoopback } from '@whorl/enrich'
import type { FastifyRequest } from 'fastify'
import { socketAddressOf } from './network/connection-facts'

/** Any of these means that somebody else may stand behind the socket. */
const forwardingHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
  'fpjs-proxy-client-ip',
  'via',
]

/** The request comes from this very machine: a loopback socket and no forwarding header. */
export function isFromLoopback({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>) {
  return (
    isLoopback(socketAddressOf(socket)) &&
    forwardingHeaders.every((name) => headers[name] === undefined)
  )
}
