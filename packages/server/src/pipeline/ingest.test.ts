import { randomUUID } from 'node:crypto'
import type { IngestAnswer, IngestError } from '@whorl/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPayload, openTestHouse, otherDevice, seal, type TestHouse } from '../../test/house'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const origin = 'https://shop.example'

/** A device of its own for each test, so that tests do not meet each other's visitors. */
let devices = 100
const aDevice = () => otherDevice(devices++)

describe('an encrypted message', () => {
  test('is recorded with its challenge valid', async () => {
    const challenge = await house.challenge({ origin })
    const { nonce: _, ...payload } = aPayload({ signals: aDevice() })
    const reply = await house.post<IngestAnswer>(seal(payload, challenge), { origin })
    expect(reply.status).toBe(200)
    expect(reply.json.visitorId).toMatch(/^[0-9A-Za-z]{20}$/)
    const event = await house.event(reply.json.eventId)
    expect(event.replayed).toBe(false)
    expect(event.origin).toBe(origin)
  })

  test('brings the challenge of the next one', async () => {
    const first = await house.challenge({ origin })
    const { nonce: _, ...payload } = aPayload({ signals: aDevice() })
    const { json } = await house.post<IngestAnswer>(seal(payload, first), { origin })
    if (!json.challenge) throw new Error('no challenge')
    const again = await house.post<IngestAnswer>(
      seal({ ...payload, url: 'https://shop.example/next' }, json.challenge),
      { origin },
    )
    expect(again.json).toMatchObject({ visitorId: json.visitorId, visitorFound: true })
  })

  test('of which one bit is changed is refused', async () => {
    const challenge = await house.challenge({ origin })
    const before = await house.house.store.events.count('ws_a')
    const body = seal(aPayload(), challenge)
    for (const at of [0, 1, 2, 3, 6, 20, 60, 80, body.length - 1]) {
      const changed = Buffer.from(body)
      changed[at] = (changed[at] ?? 0) ^ 1
      const { status, json } = await house.post<IngestError>(changed, { origin })
      expect({ at, status, code: json.error.code }).toEqual({
        at,
        status: 400,
        code: 'request_cannot_be_parsed',
      })
    }
    expect(await house.house.store.events.count('ws_a')).toBe(before)
  })

  test('with the challenge of another origin or key is refused', async () => {
    const challenge = await house.challenge({ origin })
    const { nonce: _, ...payload } = aPayload()
    const elsewhere = { origin: 'https://evil.example' }
    expect((await house.post(seal(payload, challenge), elsewhere)).status).toBe(400)
    const otherKey = { origin, key: 'pk_b' }
    expect((await house.post(seal({ ...payload, key: 'pk_b' }, challenge), otherKey)).status).toBe(
      400,
    )
  })

  test('with an invented challenge is refused', async () => {
    const challenge = await house.challenge({ origin })
    const id = `${challenge.id.startsWith('A') ? 'B' : 'A'}${challenge.id.slice(1)}`
    const body = seal(aPayload(), { ...challenge, id }, { encrypted: false })
    const { status, json } = await house.post<IngestError>(body, { origin })
    expect(status).toBe(400)
    expect(json.error).toEqual({
      code: 'request_cannot_be_parsed',
      message: 'request body is not valid',
      v3: 'Request cannot be parsed',
    })
  })

  test('whose challenge has expired is recorded as replayed', async () => {
    const now = Date.now()
    const signals = aDevice()
    for (const [ageMs, replayed] of [
      [124_999, false],
      [125_000, false],
      [125_001, true],
    ] as const) {
      const challenge = await house.challenge({ origin, now })
      const { nonce: _, ...payload } = aPayload({ signals, linkedId: String(ageMs) })
      const late = { origin, now: now + ageMs }
      const { json } = await house.post<IngestAnswer>(seal(payload, challenge), late)
      expect({ ageMs, replayed: (await house.event(json.eventId)).replayed }).toEqual({
        ageMs,
        replayed,
      })
    }
  })

  test('without a challenge is recorded', async () => {
    const own = { keyId: '0', id: randomUUID(), key: '' }
    const { nonce: _, ...payload } = aPayload({ signals: aDevice() })
    for (const deflated of [true, false]) {
      const body = seal(
        { ...payload, linkedId: String(deflated) },
        { ...own, id: randomUUID(), issuedAt: 0 },
        { encrypted: false, deflated },
      )
      expect((await house.post(body, { origin })).status).toBe(200)
    }
  })
})

describe('a second use', () => {
  test('of ten parallel copies exactly one is fresh', async () => {
    const payload = aPayload({ signals: aDevice() })
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => house.post<IngestAnswer>(payload)),
    )
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200))
    const events = await Promise.all(replies.map(({ json }) => house.event(json.eventId)))
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(10)
    expect(events.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(new Set(events.map(({ identification }) => identification.visitorId)).size).toBe(1)
  })

  test('of the body alone is replayed, also with other key order', async () => {
    const { nonce: _, ...payload } = aPayload({ signals: aDevice() })
    const first = await house.post<IngestAnswer>(payload)
    const turned = Object.fromEntries(Object.entries(payload).reverse())
    const second = await house.post<IngestAnswer>(JSON.stringify(turned, undefined, 2))
    expect((await house.event(first.json.eventId)).replayed).toBe(false)
    expect((await house.event(second.json.eventId)).replayed).toBe(true)
  })

  test('updates no profile and gives no token', async () => {
    const payload = aPayload({ signals: aDevice() })
    const first = await house.identify(payload)
    const second = await house.post<IngestAnswer>(payload)
    expect(second.json.token).toBeUndefined()
    expect(second.headers['set-cookie']).toBeUndefined()
    const profile = await house.house.store.visitors.find('ws_a', first.visitorId ?? '')
    expect(profile?.visits).toBe(1)
  })

  test('in another workspace is fresh there', async () => {
    const payload = aPayload({ signals: aDevice() })
    await house.identify(payload)
    const there = await house.identify(payload, { key: 'pk_b' })
    expect((await house.event(there.eventId, 'ws_b')).replayed).toBe(false)
  })
})

describe("the agent's own retry", () => {
  test('gets the first answer, and nothing is stored', async () => {
    const payload = aPayload({ signals: aDevice() })
    const first = await house.post<IngestAnswer>(payload)
    const before = await house.house.store.events.count('ws_a')
    const retry = await house.post<IngestAnswer>(payload, { retry: String(payload.nonce) })
    expect(retry.json).toEqual(first.json)
    expect(retry.headers['set-cookie']).toEqual(first.headers['set-cookie'])
    expect(await house.house.store.events.count('ws_a')).toBe(before)
  })

  test('gets it also while the first is in flight', async () => {
    const payload = aPayload({ signals: aDevice() })
    const before = await house.house.store.events.count('ws_a')
    const replies = await Promise.all(
      [undefined, payload.nonce, payload.nonce, payload.nonce].map((retry) =>
        house.post<IngestAnswer>(payload, retry === undefined ? {} : { retry }),
      ),
    )
    expect(new Set(replies.map(({ json }) => json.eventId)).size).toBe(1)
    expect(await house.house.store.events.count('ws_a')).toBe(before + 1)
  })

  test('without a first attempt is a normal message', async () => {
    const payload = aPayload({ signals: aDevice() })
    const answer = await house.identify(payload, { retry: String(payload.nonce) })
    expect((await house.event(answer.eventId)).replayed).toBe(false)
  })

  test('from another address is a replay', async () => {
    const payload = aPayload({ signals: aDevice() })
    const first = await house.identify(payload)
    const retry = { retry: String(payload.nonce), remoteAddress: '198.51.100.9' }
    const second = await house.identify(payload, retry)
    expect(second.eventId).not.toBe(first.eventId)
    expect((await house.event(second.eventId)).replayed).toBe(true)
  })
})

test('ten browsers with the same device at once are one visitor', async () => {
  const signals = aDevice()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => house.identify({ signals, linkedId: `user ${n}` })),
  )
  expect(new Set(answers.map(({ visitorId }) => visitorId)).size).toBe(1)
  expect(answers.filter(({ visitorFound }) => !visitorFound)).toHaveLength(1)
})

test('any path is ingress, and the key may be in the payload alone', async () => {
  for (const path of ['/', '/metrics-data/x', '/web/v4/anything', '/%2e%2e/x'])
    expect((await house.post(aPayload(), { path })).status).toBe(200)
  expect((await house.post(aPayload(), { key: '' })).status).toBe(200)
})

test('the times of the event are those of x-whorl-now, and may run backwards', async () => {
  const now = 1_700_000_000_123
  const later = await house.identify({ signals: aDevice() }, { now })
  const earlier = await house.identify({ signals: aDevice() }, { now: now - 1_000_000 })
  expect(later.eventId.startsWith('1700000000123.')).toBe(true)
  expect((await house.event(earlier.eventId)).timestamp).toBe(now - 1_000_000)
})
