import { EventV4 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../../test/open-api-house'

let api: ApiHouse
beforeAll(async () => {
  api = await openApiHouse()
})
afterAll(() => api.close())

const get = (path: string, key = 'sk_a') =>
  api.app.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${key}` } })

describe('200', () => {
  test('is the event, as the published schema has it and nothing else', async () => {
    const { eventId } = await api.seed({ linkedId: 'order-7', tag: { a: ['ü', 1.5] } })
    const answer = await get(`/v4/events/${eventId}?ii=fingerprint-pro-server-node-sdk/7.7.1`)
    expect(answer.statusCode).toBe(200)
    expect([...Errors(EventV4, answer.json())]).toEqual([])
    expect(answer.json()).toMatchObject({ event_id: eventId, tags: { a: ['ü', 1.5] } })
  })

  test('is JSON that no browser guesses about, no cache keeps and no page may read', async () => {
    const { eventId } = await api.seed()
    const { headers } = await api.app.inject({
      method: 'GET',
      url: `/v4/events/${eventId}`,
      headers: { authorization: 'Bearer sk_a', origin: 'https://shop.example' },
    })
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  test('takes a percent-encoded id', async () => {
    const { eventId } = await api.seed()
    const answer = await get(`/v4/events/${eventId.replace('.', '%2E')}`)
    expect(answer.json()).toMatchObject({ event_id: eventId })
  })

  test.each(['?include=whorl', '?include=other,whorl', '?include=other&include=whorl'])(
    '%s adds one object and leaves the rest as it is',
    async (query) => {
      const event = await api.seed()
      const plain = (await get(`/v4/events/${event.eventId}`)).json()
      const { whorl, ...rest } = (await get(`/v4/events/${event.eventId}${query}`)).json()
      expect(rest).toEqual(plain)
      expect(whorl).toMatchObject({
        revision: 1,
        canonical_visitor_id: event.identification.visitorId,
        why: { method: 'new', evidence: [] },
        evidence: { bot: [] },
      })
    },
  )

  test('of a workspace without Smart Signals has none', async () => {
    const { eventId } = await api.seed({
      workspaceId: 'ws_b',
      environmentId: 'ae_000000000000000c',
    })
    const event = (await get(`/v4/events/${eventId}`, 'sk_b')).json()
    expect(event).toHaveProperty('identification')
    expect(event).not.toHaveProperty('bot')
  })

  test('waits for late facts that are on their way, 1.5 s at most', async () => {
    const event = await api.seed({ late: { announced: ['canvas'] }, timestamp: Date.now() })
    const path = `/v4/events/${event.eventId}?include=whorl`
    const startedAt = performance.now()
    const answer = get(path)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await api.house.store.events.revise({
      ...event,
      revision: 2,
      late: { announced: ['canvas'], completedAt: event.timestamp + 300 },
    })
    expect((await answer).json().whorl).toMatchObject({ revision: 2, late: { state: 'complete' } })
    expect(performance.now() - startedAt).toBeLessThan(1_400)
  })

  test('gives up waiting and shows what there is', async () => {
    const event = await api.seed({ late: { announced: ['canvas'] }, timestamp: Date.now() })
    const startedAt = performance.now()
    const { whorl } = (await get(`/v4/events/${event.eventId}?include=whorl`)).json()
    expect(whorl.late).toEqual({ announced: ['canvas'], state: 'pending' })
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})

describe('404', () => {
  test.each([
    '1790000000000.zzzzzz',
    'ftxPJdxnMlP.ftxPJdxnMlP',
    'non-existent-request-id',
    '%zz',
    '%00',
    'a%2Fb',
    'x'.repeat(290),
  ])('for the id %s', async (id) => {
    const answer = await get(`/v4/events/${id}`)
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toEqual({
      error: { code: 'event_not_found', message: 'event id not found' },
    })
  })

  test.each(['/v4/nothing/here', '/nowhere', '/v4/visitors', '/web/v3/k/nowhere.js'])(
    '%s says what there is instead',
    async (path) => {
      const answer = await get(path)
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      const { error } = answer.json()
      expect(error.code).toBe('route_not_found')
      expect(error.message).toContain('GET /v4/events/{event_id}')
      expect(error.message).not.toContain('nowhere')
    },
  )
})

describe('200 with a ruleset', () => {
  const bad = { bot: { value: { result: 'bad' as const }, evidence: [] } }
  const blocked = {
    type: 'block',
    status_code: 403,
    body: '{"title":"Forbidden"}',
    ruleset_id: 'rs_a',
    rule_id: 'r_bots',
    rule_expression: 'bot in ["bad"] || incognito',
  }

  test.each(['', '&include=whorl'])('adds rule_action and changes nothing else%s', async (more) => {
    const { eventId } = await api.seed({ verdicts: bad })
    const plain = (await get(`/v4/events/${eventId}?x=1${more}`)).json()
    const answer = await get(`/v4/events/${eventId}?ruleset_id=rs_a${more}`)
    const { whorl, ...event } = answer.json()
    expect({ ...event, ...(whorl && { whorl }) }).toEqual({ ...plain, rule_action: blocked })
    expect([...Errors(EventV4, event)]).toEqual([])
    expect(plain).not.toHaveProperty('rule_action')
  })

  test('answers the default, without a rule, when none matches', async () => {
    const { eventId } = await api.seed()
    const answer = (await get(`/v4/events/${eventId}?ruleset_id=rs_a`, 'sk_main')).json()
    expect(answer.rule_action).toEqual({ type: 'allow', ruleset_id: 'rs_a' })
  })

  test('sees no Smart Signals where the workspace has none', async () => {
    const { eventId } = await api.seed({
      workspaceId: 'ws_b',
      environmentId: 'ae_000000000000000c',
      verdicts: bad,
    })
    const answer = (await get(`/v4/events/${eventId}?ruleset_id=rs_b`, 'sk_b')).json()
    expect(answer.rule_action).toEqual({ type: 'allow', ruleset_id: 'rs_b' })
  })

  test('decides by the late facts', async () => {
    const event = await api.seed({ late: { announced: ['canvas'] }, timestamp: Date.now() })
    const answer = get(`/v4/events/${event.eventId}?ruleset_id=rs_a`)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await api.house.store.events.revise({
      ...event,
      revision: 2,
      verdicts: bad,
      late: { announced: ['canvas'], completedAt: event.timestamp + 200 },
    })
    expect((await answer).json().rule_action).toEqual(blocked)
  })

  test('decides about requests that a server reported', async () => {
    const reported = await api.app.inject({
      method: 'POST',
      url: '/v4/edge',
      headers: { authorization: 'Bearer sk_a' },
      payload: {
        headers: [{ name: 'User-Agent', value: 'curl/8.5.0' }],
        method: 'GET',
        url: 'https://shop.example/',
        ipv4_address: '203.0.113.9',
      },
    })
    const answer = (await get(`/v4/events/${reported.json().event_id}?ruleset_id=rs_a`)).json()
    expect(answer.rule_action).toMatchObject({ type: 'block', status_code: 429, rule_id: 'r_curl' })
  })
})

describe('400', () => {
  const missing = {
    status: 400,
    body: '{"error":{"code":"ruleset_not_found","message":"ruleset not found"}}',
  }
  const ask = async (path: string, key?: string) => {
    const { statusCode, body } = await get(path, key)
    return { status: statusCode, body }
  }

  test.each(['rs_b1k1blhqpOX3kU', 'rs_b', '__proto__', 'r_bots', '%00', 'rs_a%20'])(
    'a ruleset %s that is none of the workspace is not taken for one that lets pass',
    async (id) => {
      const { eventId } = await api.seed()
      expect(await ask(`/v4/events/${eventId}?ruleset_id=${id}`)).toEqual(missing)
      expect(await ask(`/v4/events/no-such-event?ruleset_id=${id}`)).toEqual(missing)
    },
  )

  test('the key comes before the ruleset, the ruleset before the event', async () => {
    const { eventId } = await api.seed()
    const path = `/v4/events/${eventId}?ruleset_id=rs_none`
    expect((await ask(path, 'sk_nobody')).status).toBe(403)
    expect((await ask(`/v4/events/${eventId}?ruleset_id=rs_a`, 'sk_b')).status).toBe(400)
    expect((await ask(`/v4/events/${eventId}?ruleset_id=rs_b`, 'sk_b')).status).toBe(404)
  })
})
