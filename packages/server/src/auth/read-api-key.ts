import type { IncomingHttpHeaders } from 'node:http'
import type { RouteFamily } from '../routes/define'

/**
 * The secret key that a caller sent, or `undefined` when there is none.
 *
 * v4: `Authorization: Bearer <key>`. v3: header `Auth-API-Key` first, then `?api_key=`, then a
 * bearer, which the published v3 does not know and which harms nobody. Empty counts as none.
 */
export function readApiKey(
  family: RouteFamily,
  headers: IncomingHttpHeaders,
  query: Readonly<Record<string, unknown>>,
): string | undefined {
  const bearer = readBearer(headers.authorization)
  if (family !== 'v3' && family !== 'v3-visitors') return bearer
  return text(headers['auth-api-key']) ?? text(query.api_key) ?? bearer
}

/** RFC 9110: the scheme is case-insensitive. */
function readBearer(header: string | undefined): string | undefined {
  const match = /^\s*bearer(?:\s+(.*))?$/i.exec(header ?? '')
  return text(match?.[1])
}

/** A repeated header or parameter counts by its first value. */
function text(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (typeof first !== 'string') return undefined
  return first.trim() || undefined
}
