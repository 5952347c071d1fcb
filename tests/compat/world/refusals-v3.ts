import type { Refusal, RefusalIds } from './refusals'
import { worldKeys } from './tenants'

const keyed = (key: string) => ({ 'auth-api-key': key })
const parse = 'RequestCannotBeParsed'

type Request = Pick<Refusal, 'method' | 'path'> &
  Partial<Pick<Refusal, 'body' | 'headers' | 'times'>>

function answered(status: number, expected: object, schema: Refusal['schema'] = 'ErrorResponse') {
  return (request: Request): Refusal => ({
    generation: 'v3',
    schema,
    headers: keyed(worldKeys.secret),
    ...request,
    status,
    expected,
  })
}

const row = (status: number, code: string, message: string) =>
  answered(status, { error: { code, message } })
const plain = (status: number, error: string) => answered(status, { error }, 'ErrorPlainResponse')

const get = (path: string): Request => ({ method: 'GET', path })
const search = (query: string) => get(`/events/search?${query}`)
const remove = (path: string): Request => ({ method: 'DELETE', path })
const by = (key: string, request: Request): Request => ({ ...request, headers: keyed(key) })

const unknownEvent = '1708102555327.NLOjmg'
const unknownVisitor = 'zzzzzzzzzzzzzzzzzzzz'

/** Rows of Server API v3, in the order of the published table. */
export function refusalsV3(ids: RefusalIds): readonly Refusal[] {
  return [...visits(ids), ...events(ids), ...searches(), ...visitors(ids)]
}

/** Errors of this one address are plain texts. */
function visits({ visitorId }: RefusalIds): readonly Refusal[] {
  const path = `/visitors/${visitorId}`
  return [
    ...['/visitors/short', `${path}?request_id=short`, `${path}?limit=-1`, `${path}?before=now`]
      .map(get)
      .map(plain(400, 'bad request')),
    ...[{}, { 'auth-api-key': '' }, keyed('sk_nobody'), keyed(worldKeys.public)]
      .map((headers) => ({ ...get(path), headers }))
      .map(plain(403, 'Forbidden (HTTP 403)')),
    plain(429, 'too many requests')({ ...by(worldKeys.secretLimited, get(path)), times: 2 }),
  ]
}

function events({ eventId, freshEventId }: RefusalIds): readonly Refusal[] {
  const put = (body: string, id = eventId): Request => ({
    method: 'PUT',
    path: `/events/${id}`,
    body,
  })
  return [
    ...[{}, { 'auth-api-key': '' }]
      .map((headers) => ({ ...get(`/events/${eventId}`), headers }))
      .map(row(403, 'TokenRequired', 'secret key is required')),
    row(
      403,
      'TokenNotFound',
      'secret key is not found',
    )(by('sk_nobody', get(`/events/${eventId}`))),
    row(
      403,
      'TokenNotFound',
      'secret key is not found',
    )({
      ...get(`/events/${eventId}?api_key=sk_nobody`),
      headers: {},
    }),
    ...[unknownEvent, 'ftxPJdxnMlP.ftxPJdxnMlP', 'non-existent-request-id', freshEventId]
      .map((id) => get(`/events/${id}`))
      .map(row(404, 'RequestNotFound', 'request id not found')),
    row(404, 'RequestNotFound', 'request id not found')(put('{"suspect":true}', unknownEvent)),
    ...['nothing', '[]', '', '{"linked_id":"a"}', '{"suspect":"yes"}', '{"tag":"text"}']
      .map((body) => put(body))
      .map(row(400, parse, 'request body is not valid')),
    row(400, parse, 'must provide one of: linkedId, suspect, tags to be updated')(put('{}')),
    row(
      409,
      'StateNotReady',
      'resource is not mutable yet, try again',
    )(by(worldKeys.secretPlain, put('{"suspect":true}', freshEventId))),
    row(
      429,
      'TooManyRequests',
      'too many requests',
    )({
      ...by(worldKeys.secretLimited, get(`/events/${eventId}`)),
      times: 2,
    }),
  ]
}

function searches(): readonly Refusal[] {
  return [
    ...['', 'limit=', 'limit=0', 'limit=ten'].map(search).map(row(400, parse, 'invalid limit')),
    row(400, parse, 'invalid bot type')(search('limit=1&bot=ugly')),
    // A bare address is none here, unlike in v4.
    ...['ip_address=81.20.0.7', 'ip_address=x/8', 'ip_address=10.0.0.0/33']
      .map((query) => search(`limit=1&${query}`))
      .map(row(400, parse, 'invalid ip address')),
    row(400, parse, 'invalid start time')(search('limit=1&start=2026-01-01T00:00:00Z')),
    row(400, parse, 'invalid end time')(search('limit=1&end=now')),
    row(400, parse, 'invalid reverse param')(search('limit=1&reverse=yes')),
    row(400, parse, 'invalid visitor id')(search('limit=1&visitor_id=short')),
    row(
      400,
      parse,
      "linked_id can't be greater than 256 characters long",
    )(search(`limit=1&linked_id=${'x'.repeat(257)}`)),
    row(400, parse, 'invalid pagination key')(search('limit=1&pagination_key=nonsense')),
    row(403, 'TokenRequired', 'secret key is required')({ ...search(''), headers: {} }),
    row(403, 'TokenNotFound', 'secret key is not found')(by('sk_nobody', search(''))),
  ]
}

/** Deletion and related visitors. */
function visitors({ visitorId }: RefusalIds): readonly Refusal[] {
  const related = (query: string) => get(`/related-visitors?${query}`)
  const limited = (request: Request) => ({ ...by(worldKeys.secretLimited, request), times: 2 })
  return [
    ...[remove('/visitors'), remove('/visitors/'), related(''), related('visitor_id=')].map(
      row(400, parse, 'visitor id is required'),
    ),
    ...[remove('/visitors/short'), related('visitor_id=short')].map(
      row(400, parse, 'invalid visitor id'),
    ),
    ...[remove(`/visitors/${unknownVisitor}`), related(`visitor_id=${unknownVisitor}`)].map(
      row(404, 'VisitorNotFound', 'visitor not found'),
    ),
    row(
      403,
      'WorkspaceScopedSecretKeyRequired',
      'workspace-scoped secret key is required',
    )(by(worldKeys.secretMain, remove(`/visitors/${visitorId}`))),
    row(
      403,
      'FeatureNotEnabled',
      'feature not enabled',
    )(by(worldKeys.secretPlain, related(`visitor_id=${visitorId}`))),
    ...[limited(remove(`/visitors/${unknownVisitor}`)), limited(related('visitor_id='))].map(
      row(429, 'TooManyRequests', 'too many requests'),
    ),
    row(
      429,
      'TooManyRequests',
      'too many requests',
    )({
      ...by(worldKeys.secretRare, remove(`/visitors/${unknownVisitor}`)),
      times: 2,
    }),
    ...[remove(`/visitors/${visitorId}`), related(`visitor_id=${visitorId}`)]
      .map((request) => ({ ...request, headers: {} }))
      .map(row(403, 'TokenRequired', 'secret key is required')),
  ]
}
