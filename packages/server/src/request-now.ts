import { WhorlError } from '@whorl/wire'
import type { FastifyRequest } from 'fastify'
import type { House } from './house'
import { isFromLoopback } from './loopback'

/** Years 2001 to 2286: the timestamps that spell with 13 digits. */
const earliest = 1_000_000_000_000
const latest = 9_999_999_999_999

/**
 * What "now" is for one request, Unix ms. In development mode a request from this machine sets it
 * by `x-whorl-now`.
 *
 * @throws WhorlError clock_header_refused when the header is used where it may not be, or is no
 *   time: ignoring it would answer with a time the caller did not ask for
 */
export function requestNow(
  { config, clock }: Pick<House, 'config' | 'clock'>,
  request: Pick<FastifyRequest, 'socket' | 'headers'>,
): number {
  const text = request.headers['x-whorl-now']
  if (text === undefined) return clock.real()
  const refuse = (reason: string) => new WhorlError('clock_header_refused', { details: { reason } })
  if (config.mode !== 'development') throw refuse('x-whorl-now works in development mode only')
  if (!isFromLoopback(request)) throw refuse('x-whorl-now works from loopback only')
  const now = typeof text === 'string' && /^\d{13}$/.test(text) ? Number(text) : Number.NaN
  if (!(now >= earliest && now <= latest)) throw refuse('x-whorl-now must be Unix ms')
  return now
}
