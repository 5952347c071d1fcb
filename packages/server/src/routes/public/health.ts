import { timingSafeEqual } from 'node:crypto'
import { WhorlError } from '@whorl/wire'
import { hashKey } from '../../ids'
import { runAllJobs } from '../../jobs/run-jobs'
import { isFromLoopback } from '../../loopback'
import { defineRoute, reply } from '../define'

/** `GET /healthz`: the process answers. */
export const getHealth = defineRoute({
  method: 'GET',
  path: '/healthz',
  family: 'public',
  access: { key: 'none' },
  summary: 'Tell that the process is alive',
  schema: { response: { 200: { description: 'Alive.' } } },
  errors: [],
  handle: async () => ({ status: 'ok' }),
})

/** `GET /readyz`: it can also read and write. */
export const getReadiness = defineRoute({
  method: 'GET',
  path: '/readyz',
  family: 'public',
  access: { key: 'none' },
  summary: 'Tell that the database reads and writes',
  schema: { response: { 200: { description: 'Ready.' } } },
  errors: ['service_unavailable'],
  async handle({ house }) {
    try {
      await house.store.upkeep.ping()
    } catch (cause) {
      throw new WhorlError('service_unavailable', { cause })
    }
    return { status: 'ready' }
  },
})

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

/** `POST /dev/tick`: every job at once, at the time of `x-whorl-now`. */
export const postTick = defineRoute({
  method: 'POST',
  path: '/dev/tick',
  family: 'public',
  access: { key: 'none' },
  summary: 'Run every background job now (development mode, from this machine)',
  schema: { response: { 200: { description: 'The names of the jobs.' } } },
  errors: ['feature_not_enabled'],
  async handle({ house, request, now }) {
    const isOurs = house.config.mode === 'development' && isFromLoopback(request)
    if (!isOurs) throw new WhorlError('feature_not_enabled')
    return { jobs: await runAllJobs(house, now) }
  },
})
