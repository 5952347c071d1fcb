import { type ErrorCode, errors, WhorlError } from '@whorl/wire'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticate } from '../auth/authenticate'
import type { House, KeyOwner } from '../house'
import { requestNow } from '../request-now'
import type { ServerLimits } from '../server-limits'
import { keySettings } from '../tenants/key-settings'
import { limitsOf } from '../tenants/settings'
import { requireApiVersion } from './api-version'
import { type AnyRoute, isReply, type RouteReply } from './define'
import { toErrorReply } from './error-reply'
import { createBodyReader } from './read-body'
import { readQuery } from './read-query'

/** Reads the body of a route that has one. */
type BodyReader = ReturnType<typeof createBodyReader>

/**
 * What stands before every route: the key first, then its rate, then the parameters, then the body;
 * after it, the form of the answer. A caller without a key learns nothing about parameters or
 * objects.
 */
export function createGate(route: AnyRoute, house: House, limits: ServerLimits) {
  const { body } = route.schema
  const tellsReason = route.family === 'management'
  const readBody = body && createBodyReader(body, limits, { tellsReason })
  return async (request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> => {
    const result = await answerRoute(route, house, request, readBody)
    const status = String(result?.status ?? 404)
    house.metrics.api.inc({ route: `${route.method} ${route.path}`, status })
    if (result) return send(answer, result)
    answer.callNotFound()
    return answer
  }
}

/** @returns `undefined` when the route says that it does not exist for this caller */
async function answerRoute(
  route: AnyRoute,
  house: House,
  request: FastifyRequest,
  readBody: BodyReader | undefined,
): Promise<RouteReply | undefined> {
  try {
    const admitted = admit(route, house, request)
    const call = { ...admitted, body: await readBody?.(request) }
    // The list erased the route's own types; all parts were checked by its schema and access.
    const body = await route.handle(call as never)
    return isReply(body) ? body : { status: 200, body }
  } catch (error) {
    if (error instanceof WhorlError && error.code === 'route_not_found') return undefined
    const result = toErrorReply(route.family, error)
    log(house, route, result.status, error)
    return hasUnreadRest(error, request) ? withClose(result) : result
  }
}

const unread = new Set<ErrorCode>(['payload_too_large', 'request_read_timeout'])

/** What the client still sends would be taken for its next request. HTTP/2 has streams for that. */
function hasUnreadRest(error: unknown, { raw }: FastifyRequest): boolean {
  return error instanceof WhorlError && unread.has(error.code) && raw.httpVersionMajor === 1
}

const withClose = ({ headers, ...rest }: RouteReply): RouteReply => ({
  ...rest,
  headers: { ...headers, connection: 'close' },
})

/** Everything that the handler may rely on. */
function admit(route: AnyRoute, house: House, request: FastifyRequest) {
  // Fastify parses the query into an object of texts and lists of texts.
  const sent = request.query as Record<string, unknown>
  const { key } = route.access
  const owner = key === 'none' ? undefined : takeKey(route, key, house, request, sent)
  if (route.family === 'management') requireApiVersion(request.headers)
  const now = requestNow(house, request)
  if (owner) house.keyUses.note(owner.key, now)
  // Path parameters are any text: ids are looked up, so a malformed one is simply not found.
  return {
    house,
    params: request.params,
    query: readQuery(route.schema.query, sent),
    now,
    owner,
    request,
  }
}

function takeKey(
  { family }: AnyRoute,
  type: 'secret' | 'management',
  house: House,
  request: FastifyRequest,
  query: Record<string, unknown>,
): KeyOwner {
  const owner = authenticate(
    { family, headers: request.headers, query, now: () => requestNow(house, request) },
    house.tenants,
    type,
  )
  const perSecond = apiPerKey(owner, house)
  const waitMs = house.limiter.take(`api|${owner.key.id}`, {
    perSecond,
    burst: Math.max(1, perSecond),
  })
  if (waitMs > 0) {
    house.metrics.limited.inc({ limit: 'apiPerKey' })
    throw new WhorlError('too_many_requests', {
      details: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
    })
  }
  return owner
}

/**
 * Requests a second; 0, the default, is no limit. A key may have its own. Environments may set
 * theirs, so a key of the whole workspace takes the strictest one among them.
 */
function apiPerKey({ key, environment, workspace }: KeyOwner, { tenants }: House): number {
  const { rateLimit } = keySettings(key)
  if (rateLimit !== undefined) return rateLimit
  const environments = environment ? [environment] : tenants.environmentsOf(workspace.id)
  const limits = environments
    .map((one) => limitsOf(workspace, one).apiPerKey)
    .filter((limit) => limit > 0)
  return limits.length > 0 ? Math.min(...limits) : 0
}

function log(house: House, route: AnyRoute, status: number, error: unknown): void {
  const context = { route: `${route.method} ${route.path}`, status }
  if (error instanceof WhorlError && errors[error.code].v4[0] < 500) {
    house.log.debug({ ...context, code: error.code, details: error.details }, 'refused')
  } else {
    house.log.error({ ...context, err: error }, 'a request failed')
  }
}

/** Sends an answer with the headers that every one of them has. */
export function send(
  answer: FastifyReply,
  { status, headers = {}, body }: RouteReply,
): FastifyReply {
  answer.code(status)
  answer.header('x-content-type-options', 'nosniff')
  answer.header('cache-control', 'no-store')
  if (body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body)) {
    answer.type('application/json; charset=utf-8')
  }
  answer.headers(headers)
  if (typeof body === 'object' && !Buffer.isBuffer(body)) return answer.send(JSON.stringify(body))
  return answer.send(body)
}
