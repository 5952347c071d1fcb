import type { EventRecord } from '@whorl/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../test/open-api-house'
import { routes } from '../routes/index'

let api: ApiHouse
let event: EventRecord
beforeAll(async () => {
  api = await openApiHouse()
  event = await api.seed()
})
afterAll(() => api.close())

const keys = {
  'no key': undefined,
  'an empty key': '',
  'an unknown key': 'sk_nobody',
  'a malformed key': '../etc "x"',
  'a public key': 'pk_main',
  'a management key': 'mk_a',
  'a proxy key': 'px_a',
  'a revoked key': 'sk_revoked',
} as const
const managementKeys = {
  'no key': undefined,
  'an empty key': '',
  'an unknown key': 'mk_nobody',
  'a malformed key': '../etc "x"',
  'a public key': 'pk_main',
  'a secret key': 'sk_a',
  'a proxy key': 'px_a',
  'a revoked key': 'sk_revoked',
} as const
const foreign = { "another tenant's key": 'sk_b', "another environment's key": 'sk_side' } as const
const own = { 'its own key': 'sk_a', "its environment's key": 'sk_main' } as const

const required = { code: 'secret_api_key_required', v3: 'TokenRequired' }
const unknown = { code: 'secret_api_key_not_found', v3: 'TokenNotFound' }

function isMissing(key: string | undefined): boolean {
  return key === undefined || key === ''
}

async function ask(url: string, headers: Record<string, string>) {
  const { statusCode, body } = await api.app.inject({ method: 'GET', url, headers })
  return { status: statusCode, body: JSON.parse(body) as unknown }
}

test('this table knows every route that takes a secret key', () => {
  const guarded = routes
    .filter(({ access }) => access.key === 'secret')
    .map(({ method, path }) => `${method} ${path}`)
  expect(guarded.sort()).toEqual([
    'DELETE /v4/visitors',
    'DELETE /v4/visitors/:visitor_id',
    'DELETE /visitors',
    'DELETE /visitors/:visitor_id',
    'GET /events/:request_id',
    'GET /events/search',
    'GET /related-visitors',
    'GET /v4/events',
    'GET /v4/events/:event_id',
    'GET /visitors/:visitor_id',
    'PATCH /v4/events/:event_id',
    'POST /v4/edge',
    'PUT /events/:request_id',
  ])
})

describe('GET /v4/events/{event_id}', () => {
  const bearer = (key: string | undefined): Record<string, string> =>
    key === undefined ? {} : { authorization: `Bearer ${key}` }
  const missing = { error: { code: 'event_not_found', message: 'event id not found' } }

  test.each(Object.entries(keys))('%s is refused before anything else', async (_, key) => {
    const expected = isMissing(key)
      ? { code: required.code, message: 'secret API key in header is missing or empty' }
      : {
          code: unknown.code,
          message: 'no fingerprint workspace found for specified secret API key',
        }
    for (const id of [event.eventId, 'no-such-event', '%zz']) {
      expect(await ask(`/v4/events/${id}`, bearer(key))).toEqual({
        status: 403,
        body: { error: expected },
      })
    }
  })

  test.each(Object.entries(foreign))('%s finds nothing, as if it did not exist', async (_, key) => {
    expect(await ask(`/v4/events/${event.eventId}`, bearer(key))).toEqual({
      status: 404,
      body: missing,
    })
    expect(await ask('/v4/events/1790000000000.zzzzzz', bearer(key))).toEqual({
      status: 404,
      body: missing,
    })
  })

  test.each(Object.entries(own))('%s reads the event', async (_, key) => {
    const { status, body } = await ask(`/v4/events/${event.eventId}`, bearer(key))
    expect(status).toBe(200)
    expect(body).toMatchObject({ event_id: event.eventId })
  })
})

describe('POST /v4/edge', () => {
  const post = async (key: string | undefined, payload: object) => {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
    const reply = await api.app.inject({ method: 'POST', url: '/v4/edge', headers, payload })
    return { status: reply.statusCode, body: reply.json() }
  }
  const request = {
    headers: [{ name: 'User-Agent', value: 'curl/8.5.0' }],
    method: 'GET',
    url: 'https://shop.example/',
    ipv4_address: '203.0.113.9',
  }

  test.each(Object.entries(keys))('%s is refused before the body is read', async (_, key) => {
    const code = isMissing(key) ? required.code : unknown.code
    for (const body of [request, { nonsense: true }])
      expect(await post(key, body)).toMatchObject({ status: 403, body: { error: { code } } })
  })

  test('the event is its own workspace’s alone', async () => {
    const { status, body } = await post('sk_a', request)
    expect(status).toBe(200)
    const read = (key: string) =>
      ask(`/v4/events/${body.event_id}`, { authorization: `Bearer ${key}` })
    expect(await read('sk_a')).toMatchObject({ status: 200, body: { source: 'edge' } })
    expect(await read('sk_b')).toEqual({
      status: 404,
      body: { error: { code: 'event_not_found', message: 'event id not found' } },
    })
  })
})

test('every route of the Management API takes a management key, and no other route does', () => {
  const managed = routes.filter(({ access }) => access.key === 'management')
  expect(managed).toEqual(routes.filter(({ family }) => family === 'management'))
  expect([...new Set(managed.map(({ path }) => path.split('/')[1]))]).toEqual([
    'environments',
    'api-keys',
    'encryption-keys',
    'filtering-rules',
    'rulesets',
    'webhooks',
    'webhook-deliveries',
  ])
})

describe.each(
  routes
    .filter(({ access }) => access.key === 'management')
    .map(({ method, path }) => [method, path.replace(':id', 'key_none')] as const),
)('%s %s', (method, url) => {
  const send = async (headers: Record<string, string>) => {
    const payload = method === 'GET' || method === 'DELETE' ? {} : { payload: { nonsense: 1 } }
    const reply = await api.app.inject({ method, url, headers, ...payload })
    return { status: reply.statusCode, body: reply.json() }
  }

  test.each(Object.entries(managementKeys))(
    '%s is refused before version and body are read',
    async (_, key) => {
      const error = isMissing(key)
        ? {
            code: 'management_api_key_required',
            message: 'management API key in header is missing or empty',
          }
        : {
            code: 'management_api_key_not_found',
            message: 'no workspace found for specified management API key',
          }
      const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
      expect(await send(headers)).toEqual({ status: 401, body: { error } })
    },
  )

  test.each([undefined, '', '2024-05-20', '2025-11-20, 2025-11-20'])(
    'version %s is refused before the body is read',
    async (version) => {
      const headers = {
        authorization: 'Bearer mk_a',
        ...(version !== undefined && { 'x-api-version': version }),
      }
      expect(await send(headers)).toEqual({
        status: 400,
        body: {
          error: {
            code: 'invalid_api_version',
            message: 'X-API-Version header must be 2025-11-20',
          },
        },
      })
    },
  )
})

const carriers: Record<string, (key: string) => { url: string; headers: Record<string, string> }> =
  {
    'Auth-API-Key': (key) => ({ url: '', headers: { 'auth-api-key': key } }),
    '?api_key=': (key) => ({ url: `?api_key=${encodeURIComponent(key)}`, headers: {} }),
    Bearer: (key) => ({ url: '', headers: { authorization: `Bearer ${key}` } }),
  }

describe.each(Object.entries(carriers))('GET /events/{request_id} with %s', (_, carry) => {
  const send = (id: string, key: string | undefined) => {
    const { url, headers } = key === undefined ? { url: '', headers: {} } : carry(key)
    return ask(`/events/${id}${url}`, headers)
  }
  const missing = { error: { code: 'RequestNotFound', message: 'request id not found' } }

  test.each(Object.entries(keys))('%s is refused', async (_, key) => {
    const error = isMissing(key)
      ? { code: required.v3, message: 'secret key is required' }
      : { code: unknown.v3, message: 'secret key is not found' }
    expect(await send(event.eventId, key)).toEqual({ status: 403, body: { error } })
    expect(await send('no-such-event', key)).toEqual({ status: 403, body: { error } })
  })

  test.each(Object.entries(foreign))('%s finds nothing', async (_, key) => {
    expect(await send(event.eventId, key)).toEqual({ status: 404, body: missing })
  })

  test.each(Object.entries(own))('%s reads the event', async (_, key) => {
    expect(await send(event.eventId, key)).toMatchObject({ status: 200 })
  })
})

describe.each(Object.entries(carriers))('GET /visitors/{visitor_id} with %s', (_, carry) => {
  const send = (id: string, key: string | undefined) => {
    const { url, headers } = key === undefined ? { url: '', headers: {} } : carry(key)
    return ask(`/visitors/${id}${url}`, headers)
  }
  const visitorId = 'abcdefghij0123456789'

  test.each(Object.entries(keys))('%s is refused in plain text', async (_, key) => {
    const refused = { status: 403, body: { error: 'Forbidden (HTTP 403)' } }
    expect(await send(visitorId, key)).toEqual(refused)
    expect(await send('malformed', key)).toEqual(refused)
  })

  test.each(Object.entries(foreign))('%s sees no visit', async (_, key) => {
    expect(await send(visitorId, key)).toEqual({ status: 200, body: { visitorId, visits: [] } })
  })

  test.each(Object.entries(own))('%s sees the visit', async (_, key) => {
    expect(await send(visitorId, key)).toMatchObject({
      status: 200,
      body: { visits: [{ requestId: event.eventId }] },
    })
  })
})

describe('GET /related-visitors', () => {
  const send = (key: string | undefined, query: string) =>
    ask(`/related-visitors${query}`, key === undefined ? {} : { 'auth-api-key': key })

  test.each(Object.entries(keys))('%s is refused before anything else', async (_, key) => {
    const code = isMissing(key) ? required.v3 : unknown.v3
    for (const query of ['', '?visitor_id=abcdefghij0123456789', '?visitor_id=malformed'])
      expect(await send(key, query)).toMatchObject({ status: 403, body: { error: { code } } })
  })
})

const writes = [
  ['PATCH', '/v4/events/', { suspect: true }],
  ['DELETE', '/v4/visitors/', undefined],
  ['PUT', '/events/', { suspect: true }],
  ['DELETE', '/visitors/', undefined],
] as const

describe.each(writes)('%s %s{id}', (method, path, payload) => {
  const isV4 = path.startsWith('/v4/')
  const write = async (key: string | undefined, id: string, body: object | undefined = payload) => {
    const carry = isV4 ? { authorization: `Bearer ${key}` } : { 'auth-api-key': `${key}` }
    const headers = key === undefined ? {} : carry
    const url = path + id
    const answer = await api.app.inject({ method, url, headers, ...(body && { payload: body }) })
    return { status: answer.statusCode, body: answer.json() }
  }

  test.each(Object.entries(keys))('%s is refused before anything else', async (_, key) => {
    const { code, v3 } = isMissing(key) ? required : unknown
    for (const id of [event.eventId, 'abcdefghij0123456789', 'malformed', ''])
      for (const body of [payload, payload && { nonsense: 1 }])
        expect(await write(key, id, body)).toMatchObject({
          status: 403,
          body: { error: { code: isV4 ? code : v3 } },
        })
  })

  test("another tenant's key changes nothing, as if there were nothing", async () => {
    const id = method === 'DELETE' ? 'abcdefghij0123456789' : event.eventId
    const find = () => api.house.store.events.find('ws_a', event.eventId)
    const before = await find()
    expect(before).toBeDefined()
    expect((await write('sk_b', id)).status).toBe(404)
    expect(await find()).toEqual(before)
  })
})

test('a key over its limit is told when to come back, in the words of each API', async () => {
  const ask = (url: string) =>
    api.app.inject({
      method: 'GET',
      url,
      headers: { 'auth-api-key': 'sk_limited', authorization: 'Bearer sk_limited' },
    })
  const first = await Promise.all(Array.from({ length: 20 }, () => ask('/v4/events/x')))
  const refused = first.filter(({ statusCode }) => statusCode === 429)
  expect(refused.length).toBeGreaterThan(15)
  expect(refused[0]?.headers['retry-after']).toBe('1')
  expect(refused[0]?.json()).toEqual({
    error: { code: 'too_many_requests', message: 'too many requests' },
  })
  const visitors = await ask('/visitors/abcdefghij0123456789')
  expect(visitors.statusCode).toBe(429)
  expect(visitors.headers['retry-after']).toBe('1')
  expect(visitors.json()).toEqual({ error: 'too many requests' })
})
