import { WhorlError } from '@whorl/wire'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { mayOpenDemo } from '../demo/may-open-demo'
import type { House } from '../house'
import { answerError, corsHeaders, type IngestReply } from '../pipeline/answer'
import { ingest } from '../pipeline/ingest'
import { openIngressCall } from '../pipeline/ingress-call'

/** A day, in seconds: how long a browser may remember the answer to a preflight. */
const preflightSeconds = 86_400
/** Addresses of the Server API and the Management API: no page may call them. */
const serverApi = new RegExp(
  '^/(v4|events|visitors|related-visitors|environments|api-keys|encryption-keys|filtering-rules|' +
    'webhooks)([/?]|$)',
)

/**
 * The ingress: every POST that no other route owns, because proxy integrations keep whatever path
 * a page was given.
 */
export function registerIngress(app: FastifyInstance, house: House): void {
  app.route({
    method: 'POST',
    url: '/*',
    handler: (request, answer) => take(house, request, answer, false),
    errorHandler: (error, request, answer) => {
      const isTooLarge = 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      const cause = isTooLarge ? new WhorlError('payload_too_large') : error
      if (!isTooLarge) house.log.error({ err: error }, 'an ingress request failed')
      return send(answer, answerError(cause, request.headers.origin ?? ''))
    },
  })
  for (const url of ['/demo', '/demo/*'])
    app.post(url, (request, answer) => {
      if (!mayOpenDemo(house, request)) return answer.callNotFound()
      return take(house, request, answer, true)
    })
  app.options('/*', (request, answer) => {
    const { origin, 'access-control-request-method': method } = request.headers
    if (origin === undefined || method !== 'POST' || serverApi.test(request.url))
      return answer.callNotFound()
    return answer
      .code(204)
      .headers({
        ...corsHeaders(origin),
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': preflightSeconds,
      })
      .send()
  })
}

async function take(
  house: House,
  request: FastifyRequest,
  answer: FastifyReply,
  isDemo: boolean,
): Promise<FastifyReply> {
  let reply: IngestReply
  try {
    reply = await ingest(house, openIngressCall(house, request, { isDemo }))
  } catch (error) {
    // Only a misused x-whorl-now comes here: `ingest` itself never rejects.
    reply = answerError(error, request.headers.origin ?? '')
  }
  return send(answer, reply)
}

function send(answer: FastifyReply, { status, headers, body }: IngestReply): FastifyReply {
  return answer
    .code(status)
    .headers({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...headers,
    })
    .send(JSON.stringify(body))
}
