import type { FastifyRequest } from 'fastify'
import type { House } from '../house'
import { isFromLoopback } from '../loopback'

/** Whether this caller may use the demo: `WHORL_DEMO`. */
export function mayOpenDemo(
  { config }: Pick<House, 'config'>,
  request: Pick<FastifyRequest, 'socket' | 'headers'>,
): boolean {
  return config.demo === 'on' || (config.demo === 'loopback' && isFromLoopback(request))
}
