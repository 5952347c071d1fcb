import { timingSafeEqual } from 'node:crypto'
import { WhorlError } from '@whorl/wire'
import { hashKey } from '../../ids'
import { isFromLoopback } from '../../loopback'
import { defineRoute, reply } from '../define'

/** `GET /metrics`: Prometheus text, for this machine or with `WHORL_METRICS_KEY`. */
export const getMetrics = defineRoute({
  method: 'GET',
  path: '/metrics',
  family: 'public',
  access: { key: 'none' },
  summary: 'Get metrics in the Prometheus text format',
  schema: { response: { 200: { description: 'Metrics.', contentType: 'text/plain' } } },
  errors: ['route_not_found'],
  async handle({ house, request }) {
    const { metricsKey } = house.config
    const given = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const hasKey = metricsKey !== undefined && given !== undefined && isEqual(given, metricsKey)
    if (!hasKey && !isFromLoopback(request)) throw new WhorlError('route_not_found')
    const { registry } = house.metrics
    return reply({
      status: 200,
      headers: { 'content-type': registry.contentType },
      body: await registry.metrics(),
    })
  },
})

/** Of equal length by hashing, so that the time tells nothing. */
function isEqual(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hashKey(given)), Buffer.from(hashKey(expected)))
}
