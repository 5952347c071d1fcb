import { errors, fillMessage, visitorsErrorText, WhorlError } from '@whorl/wire'
import type { RouteFamily, RouteReply } from './define'
import { reply } from './define'

/**
 * An error in the form of the API it happened in. Only a `WhorlError` shows what it is; everything
 * else is a bug and shows nothing.
 */
export function toErrorReply(family: RouteFamily, error: unknown): RouteReply {
  const code = error instanceof WhorlError ? error.code : 'failed'
  const details = error instanceof WhorlError ? error.details : {}
  const retryAfter = details.retryAfterSeconds
  const headers = typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}
  const [status, name, message] =
    family === 'v3' || family === 'v3-visitors' ? errors[code].v3 : errors[code].v4
  if (family === 'v3-visitors')
    return reply({ status, headers, body: { error: visitorsErrorText(code) } })
  const body = { error: { code: name, message: fillMessage(message, details) } }
  return reply({ status, headers, body })
}
