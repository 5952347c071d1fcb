import { ingestLimits, WhorlError } from '@whorl/wire'
import { type FastifyInstance, fastify } from 'fastify'
import type { House } from './house'
import { limitConnections } from './limit-connections'
import { toErrorReply } from './routes/error-reply'
import { send } from './routes/gate'
import { registerRoutes } from './routes/index'
import { registerIngress } from './routes/ingress'
import { tolerantUrl } from './routes/tolerant-url'
import { type ServerLimits, serverLimits } from './server-limits'

/** The longest public key, and some room. */
const paramLengthMax = 300

/** Builds the HTTP side of a house. Nothing listens yet. */
export function buildApp(house: House, limits: ServerLimits = serverLimits): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: ingestLimits.bodyBytesMax,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: paramLengthMax },
    rewriteUrl: ({ url = '/' }) => tolerantUrl(url),
    http: {
      headersTimeout: limits.headersMs,
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: limits.checkMs,
    },
  })
  // Clients send JSON without its content type, or as text: every body arrives as bytes.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, _request, answer) => {
    const result = toErrorReply('public', toKnownError(error))
    if (result.status >= 500) house.log.error({ err: error }, 'a request failed')
    return send(answer, result)
  })
  limitConnections(app.server, house)
  registerRoutes(app, house, limits)
  registerIngress(app, house)
  return app
}

/** Fastify's own refusals in our words. */
function toKnownError(error: unknown): unknown {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode
  if (status === 413) return new WhorlError('payload_too_large')
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new WhorlError('request_cannot_be_parsed')
  return error
}
