import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aPayload,
  createTestClock,
  openTestHouse,
  otherDevice,
  type TestHouse,
} from '../../../test/house'
import { getScripts } from './get-script'

const clock = createTestClock()
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ clock, env: { WHORL_METRICS_KEY: 'a metrics key of the test' } })
})
afterAll(() => house.close())

const get = (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  house.app.inject({ url, headers, remoteAddress })

describe('scripts', () => {
  const addresses = [
    '/web/v4/KEY?ci=jsl/4.1.5',
    '/v4/KEY',
    '/web/v3/KEY',
    '/v3/KEY',
    '/v3/KEY/iife.min.js',
    '/v3/KEY/loader_v3.12.15.js',
    '/web/v3/KEY/loader_v3.12.15.js',
  ]

  test.each(addresses)('%s is the same JavaScript for every key', async (address) => {
    const [one, two] = await Promise.all(
      ['pk_a', `pk_${'unknown'.repeat(30)}`].map((key) => get(address.replace('KEY', key))),
    )
    expect(one?.statusCode).toBe(200)
    expect(one?.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=3600, s-maxage=60',
      'x-content-type-options': 'nosniff',
    })
    expect(one?.rawPayload.length).toBeGreaterThan(1_000)
    expect(two?.rawPayload.equals(one?.rawPayload ?? Buffer.alloc(0))).toBe(true)
    expect(two?.headers.etag).toBe(one?.headers.etag)
  })

  test('each family gets its own form', async () => {
    const bodies = await Promise.all(
      ['/v4/k', '/v3/k', '/v3/k/iife.min.js', '/v3/k/loader_v3.js'].map((url) => get(url)),
    )
    expect(new Set(bodies.map(({ body }) => body)).size).toBe(4)
    expect(bodies[0]?.body).toMatch(/export\s*\{/)
    expect(bodies[2]?.body).toContain('FingerprintJS')
    expect(bodies[3]?.body).toContain('__fpjs_p_l_b')
  })

  test('a known ETag answers 304 without a body', async () => {
    const { etag } = (await get('/web/v4/k')).headers
    const again = await get('/web/v4/k', { 'if-none-match': String(etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['', undefined],
  ])('Accept-Encoding %j gets %j', async (accepted, encoding) => {
    const { headers } = await get('/web/v4/k', { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers.vary).toBe('Accept-Encoding')
  })

  test.each(['/v4/visitors', '/v4/edge', '/v3/k/other.js', '/v3/k/loader_v.exe'])(
    '%s is no script',
    async (url) => {
      const { statusCode, headers } = await get(url)
      expect(statusCode).toBeGreaterThanOrEqual(403)
      expect(headers['content-type']).toBe('application/json; charset=utf-8')
    },
  )

  test('every address is listed', () => {
    expect(getScripts).toHaveLength(6)
  })
})

describe('health and metrics', () => {
  test('healthz and readyz', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await get('/readyz')).json()).toEqual({ status: 'ready' })
  })

  test('metrics are for this machine, or with the key', async () => {
    await house.identify()
    const here = await get('/metrics')
    expect(here.headers['content-type']).toContain('text/plain')
    expect(here.body).toMatch(/whorl_ingest_total\{kind="message",outcome="ok"\} [1-9]/)
    const elsewhere = '198.51.100.1'
    expect((await get('/metrics', {}, elsewhere)).statusCode).toBe(404)
    expect((await get('/metrics', { 'x-forwarded-for': elsewhere })).statusCode).toBe(404)
    expect((await get('/metrics', { authorization: 'Bearer wrong' }, elsewhere)).statusCode).toBe(
      404,
    )
    const key = { authorization: 'Bearer a metrics key of the test' }
    expect((await get('/metrics', key, elsewhere)).statusCode).toBe(200)
  })
})

describe('POST /dev/tick', () => {
  const tick = (remoteAddress: string, headers = {}) =>
    house.app.inject({ method: 'POST', url: '/dev/tick', remoteAddress, headers })

  test('runs every job', async () => {
    const reply = await tick('127.0.0.1')
    expect(reply.json()).toEqual({
      jobs: [
        'reload tenants',
        'purge nonces',
        'remove what is too old',
        'deliver webhooks',
        'tidy deliveries',
        'keep populations',
        'measure activity',
        'reload crawlers',
        'reload network data',
        'update network data',
        'measure store',
      ],
    })
  })

  test('a day later the nonces are forgotten', async () => {
    const payload = aPayload({ signals: otherDevice(1) })
    await house.identify(payload)
    await tick('127.0.0.1', { 'x-whorl-now': String(clock.real() + 86_400_001) })
    const { eventId } = await house.identify(payload)
    expect((await house.event(eventId)).replayed).toBe(false)
  })

  test('is refused elsewhere', async () => {
    expect((await tick('198.51.100.1')).statusCode).toBe(403)
    const strict = await openTestHouse({ env: { WHORL_MODE: 'production' } })
    const reply = await strict.app.inject({ method: 'POST', url: '/dev/tick' })
    expect([reply.statusCode, reply.json().error.code]).toEqual([403, 'feature_not_enabled'])
    await strict.close()
  })
})

describe('the demo', () => {
  test('is a page that may load nothing but its own files', async () => {
    for (const url of ['/demo', '/demo/']) {
      const { statusCode, headers } = await get(url)
      expect(statusCode).toBe(200)
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
    }
    expect((await get('/demo/demo.js')).headers['content-type']).toContain('text/javascript')
    expect((await get('/demo/demo.css')).headers['content-type']).toContain('text/css')
    expect((await get('/demo/config')).json()).toEqual({ publicKey: 'pk_a' })
  })

  test.each(['/demo', '/demo/'])(
    'an event made at %s can be read for ten minutes',
    async (path) => {
      const { json } = await house.post<{ eventId: string; whorl: { viewToken: string } }>(
        aPayload({ signals: otherDevice(2) }),
        { path },
      )
      const view = encodeURIComponent(json.whorl.viewToken)
      const url = `/demo/events/${json.eventId}?view=${view}`
      const seen = await get(url)
      expect(seen.statusCode).toBe(200)
      expect(seen.json().event.event_id).toBe(json.eventId)

      const other = await house.identify({ signals: otherDevice(2) })
      expect((await get(`/demo/events/${other.eventId}?view=${view}`)).statusCode).toBe(404)
      expect((await get(`/demo/events/${json.eventId}`)).statusCode).toBe(404)
      expect((await get(url.replace(/.$/, '_'))).statusCode).toBe(404)
      clock.move(600_001)
      expect((await get(url)).statusCode).toBe(404)
    },
  )

  test('elsewhere no answer carries a view token', async () => {
    const { json } = await house.post(aPayload(), { path: '/demonstration' })
    expect(json.whorl).toBeUndefined()
  })

  test.each([
    ['loopback', '127.0.0.1', 200],
    ['loopback', '198.51.100.1', 404],
    ['on', '198.51.100.1', 200],
    ['off', '127.0.0.1', 404],
  ])('WHORL_DEMO=%s from %s answers %i', async (mode, remoteAddress, status) => {
    const own = await openTestHouse({ env: { WHORL_DEMO: mode } })
    for (const url of ['/demo', '/demo/demo.js', '/demo/config'])
      expect((await own.app.inject({ url, remoteAddress })).statusCode).toBe(status)
    expect((await own.post(aPayload(), { path: '/demo', remoteAddress })).status).toBe(status)
    await own.close()
  })
})
