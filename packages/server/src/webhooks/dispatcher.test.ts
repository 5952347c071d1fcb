import { isValidWebhookSignature } from '@fingerprint/node-sdk'
import { isValidWebhookSignature as isValidV3 } from '@fingerprintjs/fingerprintjs-pro-server-api'
import type { Resolve } from '@whorl/enrich'
import type { Delivery } from '@whorl/store'
import { EventV4, WebhookV3 } from '@whorl/wire'
import { Webhook } from 'standardwebhooks'
import { Errors } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestClock, openTestHouse, otherDevice, type TestHouse } from '../../test/house'
import { startReceiver, type WebhookReceiver } from '../../test/webhook-receiver'
import { createDispatcher, type DispatcherOptions } from './dispatcher'
import {
  createWebhook,
  listDeliveries,
  listWebhooks,
  type NewWebhook,
  replayDelivery,
  rotateWebhookSecret,
  sendTestWebhook,
  updateWebhook,
} from './manage-webhooks'

const minuteMs = 60_000
let clock: ReturnType<typeof createTestClock>
let test1: TestHouse
let receiver: WebhookReceiver

beforeEach(async () => {
  clock = createTestClock()
  receiver = await startReceiver()
  test1 = await openTestHouse({ clock, env: { WHORL_OUTBOUND_ALLOW: '127.0.0.0/8' } })
})
afterEach(async () => {
  await receiver.close()
  await test1.close()
})

async function add(parts: Partial<NewWebhook> = {}) {
  const made = await createWebhook(test1.house, 'ws_a', { url: receiver.url, ...parts })
  if (made.kind !== 'created') throw new Error(made.sentence)
  return { id: made.webhook.id, secret: made.secret }
}

async function run(options: DispatcherOptions = {}, rounds = 1) {
  const dispatcher = createDispatcher(test1.house, options)
  for (let count = 0; count < rounds; count++) {
    await dispatcher.round()
    await dispatcher.idle()
  }
}

async function deliveriesOf(webhookId: string): Promise<Delivery[]> {
  const query = { workspaceId: 'ws_a', webhookId, limit: 100 }
  return (await listDeliveries(test1.house, query)) ?? []
}

const last = () => {
  const one = receiver.received.at(-1)
  if (!one) throw new Error('nothing came')
  return one
}

describe('a delivery', () => {
  test('is the event, signed as both SDKs and Standard Webhooks verify it', async () => {
    const { secret } = await add({ basicAuth: { username: 'u', password: 'p:w' } })
    const { eventId } = await test1.identify({ tag: { order: 7 }, linkedId: 'l' })
    await run()
    expect(receiver.received).toHaveLength(1)
    const { body, headers } = last()
    const event = JSON.parse(body)
    expect([...Errors(EventV4, event)]).toEqual([])
    expect(event).toMatchObject({ event_id: eventId, tags: { order: 7 }, linked_id: 'l' })
    const api = await test1.app.inject({
      method: 'GET',
      url: `/v4/events/${eventId}`,
      headers: { authorization: 'Bearer sk_a' },
    })
    expect(event).toEqual(api.json())
    const header = String(headers['fpjs-event-signature'])
    const data = Buffer.from(body)
    expect(isValidWebhookSignature({ header, data, secret })).toBe(true)
    expect(isValidV3({ header, data, secret })).toBe(true)
    expect(isValidWebhookSignature({ header, data, secret: `${secret}x` })).toBe(false)
    const names = headers as Record<string, string>
    expect(new Webhook(secret).verify(body, names)).toEqual(event)
    expect(headers.authorization).toBe(`Basic ${Buffer.from('u:p:w').toString('base64')}`)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test('of version 3 is flat, as the published schema has it', async () => {
    const { secret } = await add({ version: 3, secret: 'any text' })
    const { eventId, visitorId } = await test1.identify()
    await run()
    const { body, headers } = last()
    const event = JSON.parse(body)
    expect([...Errors(WebhookV3, event)]).toEqual([])
    expect(event).toMatchObject({ requestId: eventId, visitorId, incognito: false })
    // The recorded browser was driven.
    expect(event.bot).toEqual({ result: 'bad', type: 'webdriver' })
    expect(event).not.toHaveProperty('products')
    const header = String(headers['fpjs-event-signature'])
    expect(isValidV3({ header, data: Buffer.from(body), secret })).toBe(true)
  })

  test('goes to every webhook of the environment and to nobody else', async () => {
    await add({ environmentId: 'ae_a' })
    await test1.identify({}, { key: 'pk_b' })
    await run()
    expect(receiver.received).toEqual([])
    await test1.identify()
    await run()
    expect(receiver.received).toHaveLength(1)
  })

  test('of a deleted visitor is dropped with the reason', async () => {
    const { id } = await add()
    const { visitorId } = await test1.identify()
    await test1.house.store.visitors.delete('ws_a', visitorId ?? '')
    await run()
    expect(receiver.received).toEqual([])
    expect(await deliveriesOf(id)).toMatchObject([
      { state: 'dropped', reason: 'the event was deleted', attempts: 0 },
    ])
  })

  test('of an event with late facts waits until they are given up', async () => {
    await add()
    const { keyboardLayoutHash: _, ...signals } = otherDevice(3)
    const { eventId } = await test1.identify({ signals, late: ['keyboardLayoutHash'] })
    await run()
    expect(receiver.received).toEqual([])
    await expect
      .poll(async () => (await test1.event(eventId)).late?.completedAt, { timeout: 9_000 })
      .toBeDefined()
    await run()
    await run()
    expect(receiver.received).toHaveLength(1)
  })
})

describe('a receiver', () => {
  test('that is down for an hour gets each event once it is back, under the same ids', async () => {
    const { id } = await add()
    await test1.identify()
    const { port } = receiver
    await receiver.close()
    const sent: number[] = []
    for (let minute = 0; minute <= 60; minute++) {
      const before = (await deliveriesOf(id))[0]?.attempts ?? 0
      await run()
      if (((await deliveriesOf(id))[0]?.attempts ?? 0) > before) sent.push(minute)
      clock.move(minuteMs)
    }
    // 1, 5 and 30 minutes after the first, each up to a tenth later.
    expect(sent).toHaveLength(4)
    expect(sent.slice(0, 2)).toEqual([0, 2])
    expect(sent[2]).toBeGreaterThanOrEqual(5)
    expect(sent[3]).toBeGreaterThanOrEqual(30)
    receiver = await startReceiver(port)
    clock.move(2 * 60 * minuteMs)
    await run()
    expect(receiver.received).toHaveLength(1)
    const [delivery] = await deliveriesOf(id)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 5 })
    const times = delivery?.log.map(({ at }) => at) ?? []
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(delivery?.log[0]?.error).toContain('ECONNREFUSED')
    expect(last().headers['webhook-id']).toBe(delivery?.id)
  })

  test('that never takes it is given up after a day, and a replay sends it again', async () => {
    const { id } = await add()
    await test1.identify()
    receiver.answer(500)
    for (let hour = 0; hour < 30 * 4; hour++) {
      await run()
      clock.move(15 * minuteMs)
    }
    const [delivery] = await deliveriesOf(id)
    expect(delivery).toMatchObject({ state: 'failed', attempts: 7 })
    expect(delivery?.reason).toBe('7 attempts failed; the last: it answered 500')
    expect(receiver.received).toHaveLength(7)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    receiver.answer(200)
    const { house } = test1
    expect(await replayDelivery(house, 'ws_b', delivery?.id ?? '')).toBe(false)
    expect(await replayDelivery(house, 'ws_a', delivery?.id ?? '')).toBe(true)
    await run()
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(last().headers['webhook-id']).toBe(delivery?.id)
  })

  test('that fails twenty times in a row is left alone, then tried once', async () => {
    const { id } = await add()
    for (let count = 0; count < 22; count++) await test1.identify({ signals: otherDevice(count) })
    receiver.answer(503)
    await run({ perWebhook: 1 }, 30)
    expect(receiver.received).toHaveLength(20)
    const brokeAt = clock.real()
    expect((await listWebhooks(test1.house, 'ws_a'))[0]).toMatchObject({
      id,
      failures: 20,
      status: 'enabled',
      brokenUntil: brokeAt + minuteMs,
      brokenReason: 'too many attempts in a row failed; the last: it answered 503',
      lastEnabledAt: brokeAt,
      lastDisabledAt: brokeAt,
    })
    clock.move(minuteMs + 1)
    await run({}, 5)
    expect(receiver.received).toHaveLength(21)
    receiver.answer(200)
    clock.move(2 * minuteMs + 1)
    await run({}, 10)
    const delivered = (await deliveriesOf(id)).filter(({ state }) => state === 'delivered')
    expect(delivered.length).toBeGreaterThan(2)
    const [mended] = await listWebhooks(test1.house, 'ws_a')
    expect(mended).toMatchObject({
      failures: 0,
      brokenUntil: 0,
      lastEnabledAt: clock.real(),
      lastDisabledAt: brokeAt,
    })
    expect(mended).not.toHaveProperty('brokenReason')
  })

  test('that is slow is cut off, gets no more than so many at a time, and holds up nobody', async () => {
    const slow = await startReceiver()
    slow.answer(200, { delayMs: 1_000 })
    const { id } = await add({ url: slow.url })
    await add()
    for (let count = 0; count < 6; count++) await test1.identify({ signals: otherDevice(count) })
    const dispatcher = createDispatcher(test1.house, { timeoutMs: 300, perWebhook: 2 })
    await dispatcher.round()
    for (let count = 0; count < 40 && receiver.received.length < 6; count++) {
      await dispatcher.round()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(receiver.received).toHaveLength(6)
    await dispatcher.close()
    expect(slow.mostAtOnce()).toBeLessThanOrEqual(2)
    const cut = (await deliveriesOf(id)).filter(({ attempts }) => attempts > 0)
    expect(cut[0]?.log[0]?.error).toBe('no answer within 0.3 s')
    await slow.close()
  })

  test('that redirects is not followed', async () => {
    const target = await startReceiver()
    receiver.answer(307, { headers: { location: target.url } })
    const { id } = await add()
    await test1.identify()
    await run()
    expect(target.received).toEqual([])
    expect((await deliveriesOf(id))[0]?.log).toMatchObject([
      { status: 307, error: 'it answered 307; redirects are not followed' },
    ])
    await target.close()
  })
})

test('two servers on one outbox send each event once', async () => {
  await add()
  for (let count = 0; count < 20; count++) await test1.identify({ signals: otherDevice(count) })
  const two = [createDispatcher(test1.house), createDispatcher(test1.house)]
  for (let count = 0; count < 12; count++) {
    await Promise.all(two.map((one) => one.round()))
    await Promise.all(two.map((one) => one.idle()))
  }
  expect(receiver.received).toHaveLength(20)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(20)
})

describe('the address', () => {
  const at =
    (address: string): Resolve =>
    (_host, done) =>
      done(null, [{ address, family: 4 }])

  test('of a name that moves to a hidden one after it was saved is refused', async () => {
    const url = `http://hook.example:${receiver.port}/`
    const { house } = test1
    const made = await createWebhook(house, 'ws_a', { url }, { resolve: at('8.8.8.8') })
    expect(made.kind).toBe('created')
    await test1.identify()
    await run({ resolve: at('10.0.0.1') })
    expect(receiver.received).toEqual([])
    const id = made.kind === 'created' ? made.webhook.id : ''
    expect((await deliveriesOf(id))[0]?.log[0]?.error).toContain('hook.example is at 10.0.0.1')
  })

  test('that the socket connects to is the one that was looked at', async () => {
    const url = `http://hook.example:${receiver.port}/`
    let asked = 0
    const resolve: Resolve = (host, done) => {
      asked += 1
      at('127.0.0.1')(host, done)
    }
    await createWebhook(test1.house, 'ws_a', { url }, { resolve })
    await test1.identify()
    await run({ resolve })
    expect(receiver.received).toHaveLength(1)
    // Once when it was saved, once for the socket.
    expect(asked).toBe(2)
  })

  test('is checked when it is saved and when it is changed', async () => {
    const { house } = test1
    const bad = { url: 'http://10.0.0.1/' }
    const refusal = { kind: 'refused', sentence: expect.stringContaining('10.0.0.1') }
    expect(await createWebhook(house, 'ws_a', bad)).toEqual(refusal)
    const { id } = await add()
    expect(await updateWebhook(house, 'ws_a', id, bad)).toEqual(refusal)
    expect(await updateWebhook(house, 'ws_b', id, {})).toEqual({ kind: 'missing' })
  })
})

test('while a secret is changed both sign, and neither is shown', async () => {
  const { id, secret } = await add()
  const rotated = await rotateWebhookSecret(test1.house, 'ws_a', id)
  if (rotated.kind !== 'rotated') throw new Error('not rotated')
  await test1.identify()
  await run()
  const { headers, body } = last()
  const header = String(headers['fpjs-event-signature'])
  expect(header).toMatch(/^v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/)
  const names = headers as Record<string, string>
  for (const one of [secret, rotated.secret]) {
    expect(isValidWebhookSignature({ header, data: Buffer.from(body), secret: one })).toBe(true)
    expect(isValidV3({ header, data: Buffer.from(body), secret: one })).toBe(true)
    expect(new Webhook(one).verify(body, names)).toBeDefined()
  }
  const shown = JSON.stringify(await listWebhooks(test1.house, 'ws_a'))
  expect(shown).not.toContain(secret.slice(6, 20))
  await rotateWebhookSecret(test1.house, 'ws_a', id, { keepOld: false })
  expect((await listWebhooks(test1.house, 'ws_a'))[0]?.secretsLastFour).toHaveLength(1)
})

test('a test sends an event that says so, and is kept in the log', async () => {
  const { id } = await add()
  const sent = await sendTestWebhook(test1.house, 'ws_a', id)
  expect(sent).toMatchObject({ kind: 'sent', delivery: { state: 'delivered', kind: 'test' } })
  const event = JSON.parse(last().body)
  expect([...Errors(EventV4, event)]).toEqual([])
  expect(event.tags).toEqual({ test: true })
  expect(await deliveriesOf(id)).toHaveLength(1)
  await updateWebhook(test1.house, 'ws_a', id, { version: 3 })
  await sendTestWebhook(test1.house, 'ws_a', id)
  expect([...Errors(WebhookV3, JSON.parse(last().body))]).toEqual([])
  expect(await sendTestWebhook(test1.house, 'ws_b', id)).toEqual({ kind: 'missing' })
})
