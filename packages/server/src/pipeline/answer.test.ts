import { DecryptionAlgorithm, unsealEventsResponse } from '@fingerprint/node-sdk'
import {
  DecryptionAlgorithm as DecryptionAlgorithmV3,
  unsealEventsResponse as unsealV3,
} from '@fingerprintjs/fingerprintjs-pro-server-api'
import { type ChallengeAnswer, EventV4, type IngestAnswer } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { teachCrowd } from '../../test/crowd'
import { aPayload, noLimits, openTestHouse, otherDevice, type TestHouse } from '../../test/house'

const key = Buffer.alloc(32, 9)
const sealedResults = { key: key.toString('base64') }
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({
    tenants: {
      workspaces: [
        {
          id: 'ws_a',
          name: 'a',
          limits: noLimits,
          environments: [
            { name: 'plain', publicKeys: ['pk_a'] },
            { name: 'sealed', publicKeys: ['pk_sealed'], sealedResults },
            { name: 'zero', publicKeys: ['pk_zero'], zeroTrust: true },
            { name: 'both', publicKeys: ['pk_both'], zeroTrust: true, sealedResults },
          ],
          secretKeys: [{ token: 'sk_a' }],
        },
        {
          id: 'ws_b',
          name: 'b',
          limits: noLimits,
          smartSignals: false,
          environments: [{ name: 'b', publicKeys: ['pk_b'] }],
        },
      ],
    },
  })
})
afterAll(() => house.close())

const face = (name: string) => ({ sdk: { platform: 'js' as const, version: '4.1.5', face: name } })
const fetchEvent = async (path: string, headers: Record<string, string>) =>
  (await house.app.inject({ url: path, headers })).json()

test('an answer holds what the official agent shows, and no more', async () => {
  const { json } = await house.post<IngestAnswer>(aPayload({ signals: otherDevice(1) }))
  expect(Object.keys(json).sort()).toEqual([
    'challenge',
    'confidence',
    'eventId',
    'suspectScore',
    'token',
    'visitorFound',
    'visitorId',
  ])
})

test('without Smart Signals there is no suspect score', async () => {
  const answer = await house.identify({ signals: otherDevice(1) }, { key: 'pk_b' })
  expect(answer.suspectScore).toBeUndefined()
})

test('the v3 agent gets what its extended result adds', async () => {
  const first = await house.identify({ ...face('v3'), signals: otherDevice(2) })
  expect(first.extended).toMatchObject({
    incognito: false,
    browserName: 'Chrome',
    os: 'Linux',
    ip: '127.0.0.1',
    firstSeenAt: { global: null, subscription: null },
  })
  const { timestamp } = await house.event(first.eventId)
  const again = await house.identify({ ...face('v3'), signals: otherDevice(2) })
  const seen = new Date(timestamp).toISOString()
  expect(again.extended?.firstSeenAt).toEqual({ global: seen, subscription: seen })
})

describe('sealed results', () => {
  const open = (answer: IngestAnswer) => Buffer.from(answer.sealedResult ?? '', 'base64')

  test('are announced with the challenge', async () => {
    const { json } = await house.post<ChallengeAnswer>('', { key: 'pk_sealed' })
    expect(json).toMatchObject({ sealed: true, zeroTrust: false })
  })

  test("open with the official v4 library and equal the Server API's event", async () => {
    const answer = await house.identify({ signals: otherDevice(3) }, { key: 'pk_sealed' })
    const unsealed = await unsealEventsResponse(open(answer), [
      { key, algorithm: DecryptionAlgorithm.Aes256Gcm },
    ])
    const headers = { authorization: 'Bearer sk_a' }
    expect(unsealed).toEqual(await fetchEvent(`/v4/events/${answer.eventId}`, headers))
  })

  test('open with the official v3 library for the v3 agent', async () => {
    const answer = await house.identify(
      { ...face('v3'), signals: otherDevice(3) },
      { key: 'pk_sealed' },
    )
    const unsealed = await unsealV3(open(answer), [
      { key, algorithm: DecryptionAlgorithmV3.Aes256Gcm },
    ])
    const headers = { 'auth-api-key': 'sk_a' }
    const expected = await fetchEvent(`/events/${answer.eventId}`, headers)
    expect(JSON.parse(JSON.stringify(unsealed))).toEqual(expected)
  })

  test('are never the same twice', async () => {
    const visit = () => house.identify({ signals: otherDevice(3) }, { key: 'pk_sealed' })
    const [one, two] = [await visit(), await visit()]
    expect(one.sealedResult?.slice(0, 22)).not.toBe(two.sealedResult?.slice(0, 22))
  })
})

describe('zero trust', () => {
  test('tells the browser nothing but the event id', async () => {
    const { json, headers } = await house.post<IngestAnswer>(
      aPayload({ ...face('v3'), signals: otherDevice(4) }),
      { key: 'pk_zero' },
    )
    expect(Object.keys(json).sort()).toEqual(['challenge', 'eventId', 'zeroTrust'])
    const { visitorId } = (await house.event(json.eventId)).identification
    expect(visitorId).toMatch(/^\w{20}$/)
    expect(JSON.stringify([json, headers])).not.toContain(visitorId)
  })

  test('still recognises the browser by its cookie', async () => {
    const first = await house.post<IngestAnswer>(aPayload({ signals: otherDevice(5) }), {
      key: 'pk_zero',
    })
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
    const second = await house.identify(
      { signals: otherDevice(5) },
      { key: 'pk_zero', headers: { cookie } },
    )
    const [one, two] = await Promise.all(
      [first.json.eventId, second.eventId].map((id) => house.event(id)),
    )
    expect(two?.identification.visitorId).toBe(one?.identification.visitorId)
    expect(two?.why.method).toBe('anchor')
  })

  test('may be sealed', async () => {
    const answer = await house.identify({ signals: otherDevice(6) }, { key: 'pk_both' })
    expect(Object.keys(answer).sort()).toEqual([
      'challenge',
      'eventId',
      'sealedResult',
      'zeroTrust',
    ])
  })
})

test('an event shows the high-recall id and how rare the device is', async () => {
  const own = await openTestHouse()
  teachCrowd(await own.house.populations.of('ws_a'), 1_000)
  const visit = async () => {
    const { eventId } = await own.identify({ signals: otherDevice(30) })
    const headers = { authorization: 'Bearer sk_a' }
    const event = (await own.app.inject({ url: `/v4/events/${eventId}`, headers })).json()
    expect([...Errors(EventV4, event)]).toEqual([])
    return event
  }
  const first = await visit()
  const highRecall = {
    visitor_id: `${first.identification.visitor_id}_hr`,
    confidence: { score: 0, version: 'Not Supported' },
  }
  expect(first).toMatchObject({
    supplementary_id_high_recall: { ...highRecall, visitor_found: false },
    rare_device: true,
    rare_device_percentile_bucket: 'not_seen',
  })
  expect(first.supplementary_id_high_recall).not.toHaveProperty('first_seen_at')
  expect(await visit()).toMatchObject({
    supplementary_id_high_recall: {
      ...highRecall,
      visitor_found: true,
      first_seen_at: first.timestamp,
      last_seen_at: first.timestamp,
    },
    rare_device: true,
    rare_device_percentile_bucket: 'p99.9+',
  })
  await own.close()
})
