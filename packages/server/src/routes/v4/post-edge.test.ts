import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EdgeResponseV4, EventV4 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../../test/open-api-house'
import { sendRaw } from '../../../test/raw-client'
import {
  edgeRequest,
  household,
  proxyExit,
  relayExit6,
  sentBy,
  vpnExit,
  writeNetworkTables,
} from '../../../test/sample-edge'
import { bucketOfEvent } from '../../ids'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const { x = '' } = publicKey.export({ format: 'jwk' })
const keyId = createHash('sha256')
  .update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`)
  .digest('base64url')

let api: ApiHouse
let bare: ApiHouse
let port: number
/** The beginning of a request on a real socket. */
const head = 'POST /v4/edge HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer sk_a\r\n'
beforeAll(async () => {
  const prepare = (folder: string) => {
    writeNetworkTables(folder)
    mkdirSync(join(folder, 'crawlers', 'keys'), { recursive: true })
    const keys = { keys: [{ kty: 'OKP', crv: 'Ed25519', x }] }
    writeFileSync(join(folder, 'crawlers', 'keys', 'chatgpt.com.json'), JSON.stringify(keys))
  }
  api = await openApiHouse({ prepare })
  bare = await openApiHouse()
  port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterAll(async () => {
  await api.close()
  await bare.close()
})

interface PostOptions {
  key?: string
  headers?: Record<string, string>
  at?: ApiHouse
}

async function post(body: object, { key = 'sk_a', headers, at = api }: PostOptions = {}) {
  const answer = await at.app.inject({
    method: 'POST',
    url: '/v4/edge',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      ...headers,
    },
    payload: JSON.stringify(body),
  })
  return { status: answer.statusCode, headers: answer.headers, json: answer.json() }
}

/** The answer to a request that must be taken; checked against the closed schemas. */
async function analyze(parts?: Parameters<typeof edgeRequest>[0], options?: PostOptions) {
  const { status, json } = await post(edgeRequest(parts), options)
  expect([status, json.error]).toEqual([200, undefined])
  expect([...Errors(EdgeResponseV4, json)]).toEqual([])
  expect([...Errors(EventV4, json)]).toEqual([])
  return json
}

const read = async (eventId: string, key = 'sk_a', query = '') => {
  const headers = { authorization: `Bearer ${key}` }
  return (await api.app.inject({ url: `/v4/events/${eventId}${query}`, headers })).json()
}

describe('200', () => {
  test('of a browser at home is no bot, no VPN and no proxy', async () => {
    const json = await analyze()
    expect(json).toEqual({
      event_id: expect.stringMatching(/^\d{13}\.[0-9A-Za-z]{6}$/),
      timestamp: Number(json.event_id.slice(0, 13)),
      source: 'edge',
      url: 'https://shop.example/login?foo=bar',
      ip_info: {
        v4: {
          address: household,
          geolocation: expect.objectContaining({ country_code: 'DE', city_name: 'Frankfurt' }),
          asn: '3320',
          asn_name: 'Deutsche Telekom AG',
          asn_network: '81.20.0.0/16',
          asn_type: 'isp',
          datacenter_result: false,
        },
      },
      proxy: false,
      proxy_confidence: 'high',
      vpn: false,
      vpn_confidence: 'medium',
      vpn_methods: { public_vpn: false, relay: false },
    })
  })

  test('says what each address is, and that a VPN is behind either', async () => {
    expect(await analyze({ ipv4_address: vpnExit })).toMatchObject({
      vpn: true,
      vpn_confidence: 'high',
      vpn_methods: { public_vpn: true, relay: false },
      ip_info: { v4: { datacenter_result: true, datacenter_name: 'Some host' } },
    })
    const both = await analyze({ ipv6_address: relayExit6 })
    expect(both).toMatchObject({ vpn: true, vpn_methods: { public_vpn: false, relay: true } })
    expect(both.ip_info).toMatchObject({ v4: { address: household }, v6: { address: relayExit6 } })
    expect(await analyze({ ipv4_address: proxyExit })).toMatchObject({
      proxy: true,
      proxy_details: { proxy_type: expect.any(String) },
    })
  })

  test.each(['::ffff:81.20.0.7', '::ffff:5114:7', '::FFFF:5114:0007'])(
    'shows the mapped address %s as IPv4',
    async (ipv6_address) => {
      const { ipv4_address: _, ...rest } = edgeRequest()
      const { json } = await post({ ...rest, ipv6_address })
      expect(json.ip_info).toMatchObject({ v4: { address: household, asn: '3320' } })
      expect(json.ip_info).not.toHaveProperty('v6')
    },
  )

  test('gives back what was sent with it, also later', async () => {
    const tags = { order: [1, 1.5, { ü: null }], 'a.b': true }
    const json = await analyze({ linked_id: 'order 7', tags })
    expect(json).toMatchObject({ linked_id: 'order 7', tags })
    const later = await read(json.event_id)
    expect(later).toEqual(json)
    expect([...Errors(EventV4, later)]).toEqual([])
  })

  test.each([
    ['curl/8.14.1', 'scraping', 'curl'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0.0.0',
      'browser_automation',
      'Headless Chrome',
    ],
    [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'search_engine_crawler',
      'Googlebot',
    ],
  ])('%s is of the category %s', async (userAgent, category, name) => {
    const { bot_info } = await analyze({ headers: sentBy(userAgent) })
    expect(bot_info).toMatchObject({ category, name, identity: 'unknown' })
  })

  test('an agent that signed for the address of the request is signed', async () => {
    const signed = (authority: string) => {
      const now = Math.floor(Date.now() / 1_000)
      const input = `("@authority" "signature-agent");created=${now};expires=${now + 60};keyid="${keyId}";alg="ed25519";nonce="${authority}";tag="web-bot-auth"`
      const base = `"@authority": ${authority}\n"signature-agent": "https://chatgpt.com"\n"@signature-params": ${input}`
      const signature = sign(null, Buffer.from(base), privateKey).toString('base64')
      return [
        { name: 'Signature-Agent', value: '"https://chatgpt.com"' },
        { name: 'Signature-Input', value: `binding0=${input}` },
        { name: 'Signature', value: `binding0=:${signature}:` },
      ]
    }
    const url = 'https://Shop.Example:443/login'
    expect(await analyze({ url, headers: signed('shop.example') })).toMatchObject({
      bot_info: {
        category: 'ai_agent',
        provider: 'OpenAI',
        name: 'ChatGPT Agent',
        identity: 'signed',
        confidence: 'high',
      },
    })
    expect(await analyze({ url, headers: signed('other.example') })).toMatchObject({
      bot_info: { name: 'ChatGPT Agent', identity: 'spoofed' },
    })
  })

  test('no header of the request changes whose address it is', async () => {
    const headers = [{ name: 'X-Forwarded-For', value: vpnExit }]
    expect(await analyze({ headers })).toMatchObject({
      vpn: false,
      ip_info: { v4: { address: household } },
    })
  })

  test('belongs to the environment of the key; one of the workspace sees all', async () => {
    const { event_id: main } = await analyze({}, { key: 'sk_main' })
    const { event_id: whole } = await analyze()
    expect(await read(main)).toHaveProperty('event_id', main)
    expect(await read(main, 'sk_main')).toHaveProperty('event_id', main)
    for (const [id, key] of [
      [main, 'sk_side'],
      [whole, 'sk_main'],
      [main, 'sk_b'],
    ] as const) {
      expect(await read(id, key)).toEqual({
        error: { code: 'event_not_found', message: 'event id not found' },
      })
    }
  })

  test('without data tells the address and judges nothing by it', async () => {
    const json = await analyze({ headers: sentBy('curl/8.14.1') }, { at: bare })
    expect(json.ip_info).toEqual({ v4: { address: household } })
    expect(json.bot_info).toMatchObject({ name: 'curl' })
    for (const name of ['vpn', 'vpn_methods', 'proxy']) expect(json).not.toHaveProperty(name)
  })

  test('of a workspace without Smart Signals has none', async () => {
    const parts = { headers: sentBy('curl/8.14.1'), ipv6_address: relayExit6 }
    const json = await analyze(parts, { key: 'sk_b' })
    expect(json.ip_info).toEqual({ v4: { address: household }, v6: { address: relayExit6 } })
    for (const name of ['bot_info', 'vpn', 'proxy']) expect(json).not.toHaveProperty(name)
    expect(await read(json.event_id, 'sk_b')).toEqual(json)
  })

  test('carries the evidence where it is asked for', async () => {
    const { event_id } = await analyze({ ipv4_address: vpnExit, headers: sentBy('curl/8.14.1') })
    const { whorl, ...rest } = await read(event_id, 'sk_a', '?include=whorl')
    expect(rest).toEqual(await read(event_id))
    expect(whorl).toEqual({
      revision: 1,
      evidence: {
        bot_info: [{ says: 'the user agent is that of curl/8.14.1', weight: 1 }],
        ip_info: [],
        vpn: [expect.objectContaining({ says: expect.stringContaining('Some VPN') })],
        proxy: [],
      },
    })
  })

  test('its id hides a bucket as those of visits do, and takes the time of the request', async () => {
    const now = '1790000000123'
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { json } = await post(edgeRequest(), { headers: { 'x-whorl-now': now } })
        return String(json.event_id)
      }),
    )
    expect(new Set(ids).size).toBe(20)
    for (const id of ids) expect(id.startsWith(`${now}.`)).toBe(true)
    const { eventBucket } = api.house.secrets
    expect(new Set(ids.map((id) => bucketOfEvent(id, eventBucket))).size).toBeGreaterThan(15)
  })

  test('takes a body under any content type, and under none', async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-8', 'x/y']) {
      expect((await post(edgeRequest(), { headers: { 'content-type': type } })).status).toBe(200)
    }
    const text = JSON.stringify(edgeRequest())
    const { said } = sendRaw(
      port,
      `${head}Content-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
    )
    expect(await said).toMatch(/^HTTP\/1\.1 200 /)
  })
})
