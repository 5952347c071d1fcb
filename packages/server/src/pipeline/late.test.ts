import { randomUUID } from 'node:crypto'
import type { IngestAnswer } from '@whorl/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { teachCrowd } from '../../test/crowd'
import { aPayload, openTestHouse, otherDevice, seal, type TestHouse } from '../../test/house'
import { giveUpMs, waitMsMax } from './late-registry'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const announced = ['keyboardLayoutHash', 'keyboardLayoutName']

/** A first message that announces a second one. */
async function first(nonce: string, parts = {}) {
  return house.identify({ signals: silentDevice(7), nonce, late: announced, ...parts })
}

/** A device that has not said yet what is announced. */
function silentDevice(seed: number) {
  const { keyboardLayoutHash: _, keyboardLayoutName: __, ...signals } = otherDevice(seed)
  return signals
}

const second = (nonce: string, signals: object, parts = {}) => ({
  v: 1,
  kind: 'late',
  key: 'pk_a',
  nonce,
  signals,
  ...parts,
})
const layout = {
  keyboardLayoutHash: { value: 'a'.repeat(32) },
  keyboardLayoutName: { value: 'QWERTY' },
}

describe('a second message', () => {
  test('adds its readings, judges again, keeps the visitor', async () => {
    const nonce = randomUUID()
    const { eventId, visitorId } = await first(nonce)
    const before = await house.event(eventId)
    expect(before.late).toEqual({ announced })
    const reply = await house.post(second(nonce, layout))
    expect(reply).toMatchObject({ status: 200, json: { eventId } })
    const after = await house.event(eventId)
    expect(after.readings).toEqual({ ...before.readings, ...layout })
    expect(after.identification.visitorId).toBe(visitorId)
    expect(after.revision).toBe(2)
    expect(after.late?.completedAt).toEqual(expect.any(Number))
    expect(after.verdicts).toEqual(before.verdicts)
  })

  test('revises the verdict when its facts say so', async () => {
    const nonce = randomUUID()
    const name = 'webdriver'
    const { [name]: _, ...signals } = otherDevice(8)
    const { eventId } = await house.identify({ signals, nonce, late: [name] })
    expect((await house.event(eventId)).verdicts.bot?.value.result).not.toBe('bad')
    expect((await house.post(second(nonce, { [name]: { value: true } }))).status).toBe(200)
    const event = await house.event(eventId)
    expect(event.verdicts.bot?.value.result).toBe('bad')
    expect(event.suspectScore?.value).toBeGreaterThan(0)
  })

  test('leaves standing how rare the device was before it was counted', async () => {
    teachCrowd(await house.house.populations.of('ws_a'), 1_000)
    const nonce = randomUUID()
    const { eventId } = await first(nonce, { signals: silentDevice(9) })
    const rare = { value: { isRare: true, bucket: 'not_seen' } }
    expect((await house.event(eventId)).verdicts.rare_device).toMatchObject(rare)
    expect((await house.post(second(nonce, layout))).status).toBe(200)
    expect((await house.event(eventId)).verdicts.rare_device).toMatchObject(rare)
  })

  test('brings only what was announced; what is missing is said to be', async () => {
    const nonce = randomUUID()
    const { eventId } = await first(nonce)
    await house.post(
      second(nonce, { ...layout, keyboardLayoutName: undefined, audio: { value: 1 } }),
    )
    const { readings } = await house.event(eventId)
    expect(readings.keyboardLayoutName).toEqual({ error: { name: 'not_sent' } })
    expect(readings.audio).not.toEqual({ value: 1 })
  })

  test('is encrypted with the challenge of the first', async () => {
    const challenge = await house.challenge()
    const { nonce: _, ...payload } = aPayload({ signals: {}, late: announced })
    const { json } = await house.post<IngestAnswer>(seal(payload, challenge))
    const { nonce: __, ...late } = second('', layout)
    expect((await house.post(seal(late, challenge))).status).toBe(200)
    expect((await house.event(json.eventId)).readings).toEqual(layout)
  })

  test('that comes before the first is answered waits for it', async () => {
    const nonce = randomUUID()
    const [answer, reply] = await Promise.all([first(nonce), house.post(second(nonce, layout))])
    expect(reply).toMatchObject({ status: 200, json: { eventId: answer.eventId } })
  })

  test('a third one is refused', async () => {
    const nonce = randomUUID()
    const { eventId } = await first(nonce)
    await house.post(second(nonce, layout))
    const again = await house.post(second(nonce, { keyboardLayoutName: { value: 'AZERTY' } }))
    expect(again.status).toBe(400)
    expect((await house.event(eventId)).readings.keyboardLayoutName).toEqual({ value: 'QWERTY' })
  })

  test('of two at once one counts', async () => {
    const nonce = randomUUID()
    const { eventId } = await first(nonce)
    const replies = await Promise.all([1, 2].map(() => house.post(second(nonce, layout))))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400])
    expect((await house.event(eventId)).revision).toBe(2)
  })

  test('with a nonce that nobody used is refused', async () => {
    const reply = await house.post(second(randomUUID(), layout))
    expect(reply).toMatchObject({ status: 404, json: { error: { code: 'event_not_found' } } })
  })

  test('in another workspace is refused', async () => {
    const nonce = randomUUID()
    await first(nonce)
    const elsewhere = { key: 'pk_b' }
    expect((await house.post(second(nonce, layout, elsewhere), elsewhere)).status).toBe(404)
  })

  test('that was not announced is refused', async () => {
    const nonce = randomUUID()
    await first(nonce, { late: [] })
    expect((await house.post(second(nonce, layout))).status).toBe(400)
  })

  test('names that no signal has are not waited for', async () => {
    const { eventId } = await first(randomUUID(), { late: ['nonsense'] })
    expect((await house.event(eventId)).late).toBeUndefined()
  })
})

describe('a read by id', () => {
  const read = async (eventId: string) => {
    const startedAt = performance.now()
    const reply = await house.app.inject({
      url: `/v4/events/${eventId}?include=whorl`,
      headers: { authorization: 'Bearer sk_a' },
    })
    return { status: reply.statusCode, ms: performance.now() - startedAt }
  }

  test('waits for the late facts', async () => {
    const nonce = randomUUID()
    const { eventId } = await first(nonce)
    setTimeout(() => void house.post(second(nonce, layout)), 300)
    const { status, ms } = await read(eventId)
    expect(status).toBe(200)
    expect(ms).toBeGreaterThan(250)
    expect(ms).toBeLessThan(1_000)
    expect((await house.event(eventId)).late?.completedAt).toBeDefined()
  })

  test('waits 1.5 seconds at most; half a second later the event is given up', async () => {
    const nonce = randomUUID()
    const { eventId } = await first(nonce)
    const { ms } = await read(eventId)
    expect(ms).toBeGreaterThan(waitMsMax - 100)
    expect(ms).toBeLessThan(giveUpMs)
    await new Promise((resolve) => setTimeout(resolve, giveUpMs - waitMsMax + 300))
    expect((await house.event(eventId)).late?.completedAt).toBeDefined()
    expect((await read(eventId)).ms).toBeLessThan(200)
    // Late is better than never.
    expect((await house.post(second(nonce, layout))).status).toBe(200)
    expect((await house.event(eventId)).readings).toMatchObject(layout)
  })
})

test('a server that stops gives up what it waits for', async () => {
  const { openTestHouse: open } = await import('../../test/house')
  const own = await open()
  const { eventId } = await own.identify({ signals: {}, late: announced })
  const before = await own.event(eventId)
  expect(before.late?.completedAt).toBeUndefined()
  await own.house.late.close()
  expect((await own.event(eventId)).late?.completedAt).toBeDefined()
  await own.close()
})
