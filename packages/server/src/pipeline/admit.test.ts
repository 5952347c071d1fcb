import { identityAttributes } from '@whorl/core'
import type { IngestError } from '@whorl/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aPayload,
  createTestClock,
  noLimits,
  openTestHouse,
  otherDevice,
  seal,
  type TestHouse,
} from '../../test/house'

const coresCode = identityAttributes.find(({ name }) => name === 'cores')?.code ?? -1
const clock = createTestClock()
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({
    clock,
    env: { WHORL_TRUSTED_PROXIES: '10.0.0.0/8' },
    tenants: {
      workspaces: [
        {
          id: 'ws_a',
          name: 'a',
          limits: noLimits,
          environments: [
            { name: 'open', publicKeys: ['pk_a'] },
            {
              name: 'closed',
              publicKeys: ['pk_closed'],
              allowedOrigins: ['https://shop.example', '*.shop.example'],
            },
            {
              name: 'default limits',
              publicKeys: ['pk_limits'],
              limits: { ingestPerIp: 50, ingestPerKey: 1_000 },
            },
            { name: 'per key', publicKeys: ['pk_per_key'], limits: { ingestPerKey: 20 } },
            { name: 'few', publicKeys: ['pk_few'], limits: { fingerprintsPerVisitorDay: 3 } },
            { name: 'new', publicKeys: ['pk_new'], limits: { newVisitorsPerMinute: 3 } },
          ],
          secretKeys: [{ token: 'sk_a' }],
          proxyKeys: ['px_a'],
        },
        {
          id: 'ws_b',
          name: 'b',
          limits: noLimits,
          environments: [{ name: 'b', publicKeys: ['pk_b'] }],
          proxyKeys: ['px_b'],
        },
      ],
    },
  })
})
afterAll(() => house.close())

describe('the public key', () => {
  test.each([
    ['', 'public_api_key_required', 'API key required'],
    ['pk_unknown', 'public_api_key_not_found', 'API key not found'],
    ['sk_a', 'public_api_key_not_found', 'API key not found'],
    ['px_a', 'public_api_key_not_found', 'API key not found'],
  ])('%j is refused in words of each generation', async (key, code, v3) => {
    const { status, json } = await house.post<IngestError>('', { key, origin: 'https://x.example' })
    expect(status).toBe(403)
    expect(json.error).toMatchObject({ code, v3 })
  })
})

describe('CORS', () => {
  test.each([
    ['a challenge', 'pk_a', 200],
    ['an unknown key', 'pk_unknown', 403],
    ['an origin that is not allowed', 'pk_closed', 403],
  ])('%s can be read by the page that asked, with its cookies', async (_, key, status) => {
    const reply = await house.post('', { key, origin: 'https://page.example' })
    expect(reply.status).toBe(status)
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': 'https://page.example',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
  })

  test('without an origin nothing is allowed', async () => {
    const { headers } = await house.post('')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers.vary).toBe('Origin')
  })

  const preflight = (url: string, method = 'POST') =>
    house.app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin: 'https://page.example', 'access-control-request-method': method },
    })

  test('a preflight of the ingress is remembered for a day', async () => {
    const { statusCode, headers } = await preflight('/any/path')
    expect(statusCode).toBe(204)
    expect(headers['access-control-max-age']).toBe('86400')
    expect(headers['access-control-allow-origin']).toBe('https://page.example')
  })

  test.each(['/v4/events/1', '/events/1', '/visitors/1', '/v4'])(
    'the Server API at %s has none',
    async (url) => {
      const { headers } = await preflight(url)
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )
})

describe('origins', () => {
  const send = (origin: string | undefined, platform: 'browser' | 'android') =>
    house.post(aPayload({ platform }), {
      key: 'pk_closed',
      ...(origin !== undefined && { origin }),
    })

  test.each([
    ['https://shop.example', 200],
    ['https://a.shop.example', 200],
    ['https://evil.example', 403],
    ['null', 403],
  ])('%s answers %i', async (origin, status) => {
    expect((await send(origin, 'browser')).status).toBe(status)
  })

  test('a browser without one is refused, an app is not', async () => {
    expect((await send(undefined, 'browser')).status).toBe(403)
    expect((await send(undefined, 'android')).status).toBe(200)
    expect((await send('https://evil.example', 'android')).status).toBe(403)
  })

  test('a challenge is given to allowed ones only', async () => {
    const ask = (origin: string) => house.post('', { key: 'pk_closed', origin })
    expect((await ask('https://shop.example')).status).toBe(200)
    const refused = await ask('https://evil.example')
    expect(refused.status).toBe(403)
    expect(refused.json).toEqual({
      error: {
        code: 'origin_not_allowed',
        message: 'not available for this origin',
        v3: 'Not available for this origin',
      },
    })
  })
})

describe('limits', () => {
  const flood = async (count: number, options: { key: string; remoteAddress: string }) => {
    const statuses: number[] = []
    for (let n = 0; n < count; n++) statuses.push((await house.post('', options)).status)
    return statuses
  }

  test('an address may send 200 at once, the next waits for its turn', async () => {
    const from = { key: 'pk_limits', remoteAddress: '198.51.100.1' }
    expect(await flood(200, from)).toEqual(Array(200).fill(200))
    const refused = await house.post<IngestError>('', from)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('1')
    expect(refused.json.error).toMatchObject({
      code: 'too_many_requests',
      v3: 'Too many requests, rate limit exceeded',
    })
    clock.move(1_000)
    expect(await flood(51, from)).toEqual([...Array(50).fill(200), 429])
  })

  test('another address is not held up, and an IPv6 subscriber is one', async () => {
    expect(await flood(1, { key: 'pk_limits', remoteAddress: '198.51.100.2' })).toEqual([200])
    for (let n = 0; n < 200; n++)
      await house.post('', { key: 'pk_limits', remoteAddress: `2001:db8:0:7::${n.toString(16)}` })
    const next = { key: 'pk_limits', remoteAddress: '2001:db8:0:7:ffff::1' }
    expect((await house.post('', next)).status).toBe(429)
    const neighbour = { key: 'pk_limits', remoteAddress: '2001:db8:0:8::1' }
    expect((await house.post('', neighbour)).status).toBe(200)
  })

  test('a key is limited over all addresses', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 21; n++) {
      const remoteAddress = `203.0.113.${n}`
      statuses.push((await house.post('', { key: 'pk_per_key', remoteAddress })).status)
    }
    expect(statuses).toEqual([...Array(20).fill(200), 429])
  })

  test('over the limit of new visitors events are stored that nobody can match later', async () => {
    const visit = async (device: number) =>
      house.identify(
        { signals: otherDevice(device), linkedId: String(Math.random()) },
        { key: 'pk_new' },
      )
    for (const device of [1, 2, 3]) expect((await visit(device)).token).toBeDefined()
    const over = await visit(4)
    expect(over.token).toBeUndefined()
    expect((await house.event(over.eventId)).identification.visitorId).toBe(over.visitorId)
    const again = await visit(4)
    expect(again.visitorFound).toBe(false)
    expect(again.visitorId).not.toBe(over.visitorId)
    // Those that are known go on being recognised.
    expect((await visit(1)).visitorFound).toBe(true)
    clock.move(20_000)
    expect((await visit(5)).token).toBeDefined()
  })

  test('a visitor that shows too many devices in a day learns no more of them', async () => {
    const few = { key: 'pk_few' }
    const coresOf = async (visitorId = '') =>
      (await house.house.store.visitors.find('ws_a', visitorId))?.traits.last[coresCode]
    const first = await house.identify({ signals: otherDevice(20) }, few)
    let token = first.token ?? ''
    let known = await coresOf(first.visitorId)
    const visit = async (cores: number) => {
      const signals = { ...otherDevice(20), hardwareConcurrency: { value: cores } }
      const answer = await house.identify(
        { signals, linkedId: String(Math.random()) },
        { ...few, headers: { cookie: `_iidt=${token}` } },
      )
      token = answer.token ?? token
      const before = known
      known = await coresOf(answer.visitorId)
      return { isFound: answer.visitorFound, isLearned: known !== before }
    }
    for (const cores of [4, 6, 8]) {
      expect(await visit(cores)).toEqual({ isFound: true, isLearned: true })
    }
    for (const cores of [10, 12]) {
      expect(await visit(cores)).toEqual({ isFound: true, isLearned: false })
    }
    clock.move(86_400_001)
    expect(await visit(10)).toEqual({ isFound: true, isLearned: true })
  })
})

describe('the client address', () => {
  const ipOf = async (headers: Record<string, string>, remoteAddress: string) => {
    const { eventId } = await house.identify({}, { headers, remoteAddress })
    return (await house.event(eventId)).ip
  }

  test('is the socket, whatever a stranger says', async () => {
    const lies = {
      'x-forwarded-for': '8.8.8.8',
      forwarded: 'for=8.8.8.8',
      'cf-connecting-ip': '8.8.8.8',
      'true-client-ip': '8.8.8.8',
      'fpjs-proxy-client-ip': '8.8.8.8',
    }
    expect(await ipOf(lies, '198.51.100.7')).toBe('198.51.100.7')
    expect(await ipOf({ ...lies, 'fpjs-proxy-secret': 'px_wrong' }, '198.51.100.7')).toBe(
      '198.51.100.7',
    )
  })

  test('is what a trusted proxy says', async () => {
    expect(await ipOf({ 'x-forwarded-for': '1.1.1.1, 198.51.100.8' }, '10.0.0.1')).toBe(
      '198.51.100.8',
    )
  })

  test('is what a proxy integration of this workspace says', async () => {
    const named = { 'fpjs-proxy-client-ip': '2001:DB8::9' }
    expect(await ipOf({ ...named, 'fpjs-proxy-secret': 'px_a' }, '198.51.100.7')).toBe(
      '2001:db8::9',
    )
    expect(await ipOf({ ...named, 'fpjs-proxy-secret': 'px_b' }, '198.51.100.7')).toBe(
      '198.51.100.7',
    )
    expect(await ipOf({ ...named, 'fpjs-proxy-secret': 'sk_a' }, '198.51.100.7')).toBe(
      '198.51.100.7',
    )
  })
})

test('x-whorl-now works from this machine only', async () => {
  const now = clock.real()
  expect((await house.post('', { now })).status).toBe(200)
  expect((await house.post('', { now, remoteAddress: '198.51.100.7' })).status).toBe(400)
  const forwarded = { now, headers: { 'x-forwarded-for': '198.51.100.7' } }
  expect((await house.post('', forwarded)).status).toBe(400)
  expect((await house.post('', { headers: { 'x-whorl-now': 'soon' } })).status).toBe(400)
})

test('a message without encryption may still prove its challenge', async () => {
  const challenge = await house.challenge()
  const body = seal(aPayload({ nonce: undefined } as never), challenge, { encrypted: false })
  expect((await house.post(body)).status).toBe(200)
})
