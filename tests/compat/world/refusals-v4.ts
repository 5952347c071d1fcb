import type { Refusal, RefusalIds } from './refusals'
import { worldKeys } from './tenants'

const edge = {
  method: 'GET',
  url: 'https://shop.example/',
  headers: [{ name: 'Host', value: 'shop.example' }],
  ipv4_address: '81.20.0.7',
}
const { ipv4_address: _, ...edgeWithoutAddress } = edge

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const parse = 'request_cannot_be_parsed'

type Request = Pick<Refusal, 'method' | 'path'> &
  Partial<Pick<Refusal, 'body' | 'headers' | 'times'>>

function row(status: number, code: string, message: string) {
  return (request: Request): Refusal => ({
    generation: 'v4',
    schema: 'ErrorResponse',
    headers: bearer(worldKeys.secret),
    ...request,
    status,
    expected: { error: { code, message } },
  })
}

const get = (path: string): Request => ({ method: 'GET', path })
const search = (query: string) => get(`/v4/events?${query}`)
const remove = (path: string): Request => ({ method: 'DELETE', path })
const report = (body: object | string): Request => ({
  method: 'POST',
  path: '/v4/edge',
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** Rows of Server API v4, in the order of the published table. */
export function refusalsV4({ eventId, freshEventId }: RefusalIds): readonly Refusal[] {
  const patch = (body: string, id = eventId): Request => ({
    method: 'PATCH',
    path: `/v4/events/${id}`,
    body,
  })
  const unknownEvent = '1708102555327.NLOjmg'
  return [
    ...['limit=0', 'limit=101', 'limit=-1', 'limit=1.5', 'limit=ten']
      .map(search)
      .map(row(400, parse, 'invalid limit')),
    ...['bot=ugly', 'bot=BAD'].map(search).map(row(400, parse, 'invalid bot type')),
    ...['ip_address=1.2.3', 'ip_address=10.0.0.0/33', 'ip_address=home']
      .map(search)
      .map(row(400, parse, 'invalid ip address')),
    ...['start=yesterday', 'start=2026-13-01T00:00:00Z']
      .map(search)
      .map(row(400, parse, 'invalid start time')),
    row(400, parse, 'invalid end time')(search('end=tomorrow')),
    ...['reverse=1', 'reverse=TRUE'].map(search).map(row(400, parse, 'invalid reverse param')),
    row(400, parse, 'invalid visitor id')(search('visitor_id=short')),
    row(400, parse, 'invalid visitor id')(remove('/v4/visitors/short')),
    ...['/v4/visitors', '/v4/visitors/'].map(remove).map(row(400, parse, 'visitor id is required')),
    row(
      400,
      parse,
      "linked_id can't be greater than 256 characters long",
    )(search(`linked_id=${'x'.repeat(257)}`)),
    row(400, parse, 'invalid pagination key')(search('pagination_key=nonsense')),
    ...['nothing', '[]', '', '{"unknown":1}', '{"suspect":"yes"}', '{"tags":"text"}', '{}']
      .map((body) => patch(body))
      .map(row(400, parse, 'request body is not valid')),
    row(
      400,
      parse,
      'request body contains an unknown field "other"',
    )(report({ ...edge, other: 1 })),
    row(
      400,
      parse,
      'at least one of ipv4_address or ipv6_address is required',
    )(report(edgeWithoutAddress)),
    row(400, parse, 'request body is not valid')(report('{')),
    row(
      400,
      'ruleset_not_found',
      'ruleset not found',
    )(get(`/v4/events/${eventId}?ruleset_id=rs_b1k1blhqpOX3kU`)),
    ...[{}, { authorization: '' }, { authorization: 'Bearer ' }]
      .map((headers) => ({ ...search('limit=0'), headers }))
      .map(row(403, 'secret_api_key_required', 'secret API key in header is missing or empty')),
    ...['sk_nobody', worldKeys.public]
      .map((key) => ({ ...search('limit=0'), headers: bearer(key) }))
      .map(
        row(
          403,
          'secret_api_key_not_found',
          'no fingerprint workspace found for specified secret API key',
        ),
      ),
    row(
      403,
      'feature_not_enabled',
      'workspace-scoped secret key is required',
    )({
      ...remove('/v4/visitors/zzzzzzzzzzzzzzzzzzzz'),
      headers: bearer(worldKeys.secretMain),
    }),
    ...[unknownEvent, 'ftxPJdxnMlP.ftxPJdxnMlP', 'non-existent-request-id', freshEventId]
      .map((id) => get(`/v4/events/${id}`))
      .map(row(404, 'event_not_found', 'event id not found')),
    row(404, 'event_not_found', 'event id not found')(patch('{"suspect":true}', unknownEvent)),
    row(404, 'visitor_not_found', 'visitor not found')(remove('/v4/visitors/zzzzzzzzzzzzzzzzzzzz')),
    row(
      409,
      'state_not_ready',
      'resource is not mutable yet, try again',
    )({
      ...patch('{"suspect":true}', freshEventId),
      headers: bearer(worldKeys.secretPlain),
    }),
    row(413, 'payload_too_large', 'payload too large')(report(' '.repeat(70_000))),
    row(
      429,
      'too_many_requests',
      'too many requests',
    )({
      ...search('limit=1'),
      headers: bearer(worldKeys.secretLimited),
      times: 2,
    }),
    row(
      429,
      'too_many_requests',
      'too many requests',
    )({
      ...remove('/v4/visitors/zzzzzzzzzzzzzzzzzzzz'),
      headers: bearer(worldKeys.secretRare),
      times: 2,
    }),
  ]
}
