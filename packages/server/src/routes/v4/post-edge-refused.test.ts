import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../../test/open-api-house'
import { sendRaw } from '../../../test/raw-client'
import { edgeRequest, household } from '../../../test/sample-edge'

let api: ApiHouse
let port: number
/** The beginning of a request on a real socket. */
const head = 'POST /v4/edge HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer sk_a\r\n'
beforeAll(async () => {
  api = await openApiHouse({ serverLimits: { bodyMs: 300 } })
  port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterAll(() => api.close())

async function post(body: unknown, { key = 'sk_a' } = {}) {
  const isReady = typeof body === 'string' || Buffer.isBuffer(body)
  const answer = await api.app.inject({
    method: 'POST',
    url: '/v4/edge',
    headers: {
      'content-type': 'application/json',
      ...(key !== '' && { authorization: `Bearer ${key}` }),
    },
    payload: isReady ? body : JSON.stringify(body),
  })
  return { status: answer.statusCode, headers: answer.headers, json: answer.json() }
}

describe('400', () => {
  const refusal = async (body: unknown) => {
    const { status, json } = await post(body)
    expect(status).toBe(400)
    expect(json.error.code).toBe('request_cannot_be_parsed')
    return json.error.message
  }

  test.each([
    ['unknown', { ...edgeRequest(), unknown: 1 }],
    ['first', { first: 1, ...edgeRequest(), second: 2 }],
    ['secret', { ...edgeRequest({ headers: [] }), headers: [{ name: 'a', value: '', secret: 1 }] }],
    ['ip_address', { method: 7, ip_address: household }],
    ['__proto__', JSON.stringify(edgeRequest()).replace('{', '{"__proto__":{},')],
  ])('names the unknown field %s', async (name, body) => {
    expect(await refusal(body)).toBe(`request body contains an unknown field "${name}"`)
  })

  test('asks for an address', async () => {
    const { ipv4_address: _, ...rest } = edgeRequest()
    expect(await refusal(rest)).toBe('at least one of ipv4_address or ipv6_address is required')
  })

  test.each<[string, unknown]>([
    ['no body', ''],
    ['no JSON', '{"headers":'],
    ['a list', []],
    ['nothing', 'null'],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from(JSON.stringify(edgeRequest())), Buffer.from([0xff])]),
    ],
    ['no headers', { ...edgeRequest(), headers: [] }],
    ['headers as an object', { ...edgeRequest(), headers: { a: 'b' } }],
    ['a header without a value', { ...edgeRequest(), headers: [{ name: 'a' }] }],
    ['a header without a name', { ...edgeRequest(), headers: [{ name: '', value: 'a' }] }],
    ['a header name with a space', { ...edgeRequest(), headers: [{ name: 'a b', value: '' }] }],
    ['a header of two lines', { ...edgeRequest(), headers: [{ name: 'a', value: 'b\r\nc: d' }] }],
    ['a header value that is a number', { ...edgeRequest(), headers: [{ name: 'a', value: 1 }] }],
    ['no method', { ...edgeRequest(), method: '' }],
    ['a method with a space', edgeRequest({ method: 'GET /' })],
    ['a relative address', edgeRequest({ url: '/login' })],
    ['another scheme', edgeRequest({ url: 'ftp://shop.example/' })],
    ['a script', edgeRequest({ url: 'javascript:alert(1)' })],
    ['a fragment', edgeRequest({ url: 'https://shop.example/#part' })],
    ['a backslash', edgeRequest({ url: 'https://shop.example\\@evil.example/' })],
    ['an address without a host', edgeRequest({ url: 'https://?x' })],
    ['an impossible port', edgeRequest({ url: 'https://shop.example:99999/' })],
    ['IPv6 as IPv4', edgeRequest({ ipv4_address: '2a02:26f7::7' })],
    ['IPv4 as IPv6', edgeRequest({ ipv6_address: household })],
    ['an address with a port', edgeRequest({ ipv4_address: `${household}:80` })],
    ['an address out of range', edgeRequest({ ipv4_address: '81.20.0.256' })],
    ['an empty address', edgeRequest({ ipv6_address: '' })],
    ['a null', { ...edgeRequest(), linked_id: null }],
    ['a linked id of 257 characters', edgeRequest({ linked_id: 'x'.repeat(257) })],
    ['tags that are a list', { ...edgeRequest(), tags: [1] }],
    ['tags of 17 KB', edgeRequest({ tags: { a: 'x'.repeat(9_000), b: 'x'.repeat(9_000) } })],
    [
      'tags that are too deep',
      `${JSON.stringify(edgeRequest()).slice(0, -1)},"tags":${'{"a":'.repeat(40)}1${'}'.repeat(40)}}`,
    ],
  ])('%s is not valid', async (_, body) => {
    expect(await refusal(body)).toBe('request body is not valid')
  })

  test('a body that does not arrive in time, on a real socket', async () => {
    const announced = `${head}Content-Length: 100\r\n\r\n`
    const startedAt = performance.now()
    const { said, socket } = sendRaw(port, `${announced}{"headers":`)
    const text = await said
    expect(performance.now() - startedAt).toBeGreaterThan(280)
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text).toContain(
      '{"error":{"code":"request_read_timeout","message":"request read timeout"}}',
    )
    expect(text.toLowerCase()).toContain('connection: close')
    socket.destroy()
    // One that trickles is not given more time.
    const slow = sendRaw(port, announced)
    const trickle = setInterval(() => slow.socket.write(' '), 50)
    expect(await slow.said).toContain('request_read_timeout')
    clearInterval(trickle)
    // One that hangs up meanwhile takes nobody along.
    const gone = sendRaw(port, announced)
    await new Promise((resolve) => setTimeout(resolve, 50))
    gone.socket.destroy()
    await gone.said
    expect((await post(edgeRequest())).status).toBe(200)
  })
})

describe('403', () => {
  test.each([
    ['', 'secret_api_key_required', 'secret API key in header is missing or empty'],
    [
      'sk_nobody',
      'secret_api_key_not_found',
      'no fingerprint workspace found for specified secret API key',
    ],
    [
      'pk_main',
      'secret_api_key_not_found',
      'no fingerprint workspace found for specified secret API key',
    ],
    [
      'sk_revoked',
      'secret_api_key_not_found',
      'no fingerprint workspace found for specified secret API key',
    ],
  ])('for the key %j, whatever the body', async (key, code, message) => {
    for (const body of [edgeRequest(), '{', 'x'.repeat(100_000)]) {
      const { status, json } = await post(body, { key })
      expect([status, json]).toEqual([403, { error: { code, message } }])
    }
  })
})

describe('413', () => {
  test('for more than 64 KiB, announced or not', async () => {
    const large = JSON.stringify(edgeRequest({ tags: { a: 'x'.repeat(66_000) } }))
    const { status, json, headers } = await post(large)
    expect([status, json]).toEqual([
      413,
      { error: { code: 'payload_too_large', message: 'payload too large' } },
    ])
    expect(headers.connection).toBe('close')
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`
    const { said } = sendRaw(port, `${chunked}${large.length.toString(16)}\r\n${large}\r\n`)
    expect(await said).toMatch(/^HTTP\/1\.1 413 /)
  })
})

describe('429', () => {
  test('over the limit of the key', async () => {
    const answers = []
    for (let at = 0; at < 4; at++) answers.push(await post(edgeRequest(), { key: 'sk_limited' }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429])
    expect(answers.at(-1)).toMatchObject({
      json: { error: { code: 'too_many_requests', message: 'too many requests' } },
      headers: { 'retry-after': '1' },
    })
  })
})
