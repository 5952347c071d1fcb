import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, otherDevice, type TestHouse } from '../../test/house'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const announced = ['keyboardLayoutName']

async function patch(eventId: string, payload: object, now = Date.now()): Promise<number> {
  const answer = await house.app.inject({
    method: 'PATCH',
    url: `/v4/events/${eventId}`,
    headers: { authorization: 'Bearer sk_a', 'x-whorl-now': `${now}` },
    payload,
  })
  return answer.statusCode
}

async function first(seed: number) {
  const nonce = randomUUID()
  const { keyboardLayoutName: _, ...signals } = otherDevice(seed)
  const { eventId } = await house.identify({ signals, nonce, late: announced })
  return { nonce, eventId }
}

const second = (nonce: string, value = 'QWERTY') =>
  house.post({
    v: 1,
    kind: 'late',
    key: 'pk_a',
    nonce,
    signals: { keyboardLayoutName: { value } },
  })

test('an event that waits for its late facts is not mutable until they have come', async () => {
  const { eventId, nonce } = await first(41)
  expect(await patch(eventId, { suspect: true })).toBe(409)
  // However late the caller says it is: this process knows that they are on their way.
  expect(await patch(eventId, { suspect: true }, Date.now() + 86_400_000)).toBe(409)
  expect((await second(nonce)).status).toBe(200)
  expect(await patch(eventId, { suspect: true })).toBe(200)
})

test('updates during the second message are refused or kept, and never lost', async () => {
  for (let round = 0; round < 10; round++) {
    const { eventId, nonce } = await first(50 + round)
    const [late, ...updates] = await Promise.all([
      second(nonce).then(({ status }) => status),
      ...Array.from({ length: 6 }, (_, at) => patch(eventId, { tags: { at }, suspect: true })),
    ])
    expect(late).toBe(200)
    const accepted = updates.filter((status) => status === 200).length
    expect(updates.filter((status) => status === 409)).toHaveLength(6 - accepted)
    const event = await house.event(eventId)
    expect(event.revision).toBe(2 + accepted)
    expect(event.readings.keyboardLayoutName).toEqual({ value: 'QWERTY' })
    expect(event.suspect).toBe(accepted > 0 ? true : undefined)
  }
})

test('a second message that comes after it was given up leaves what was updated', async () => {
  const { eventId, nonce } = await first(42)
  await house.house.late.settled('ws_a', eventId)
  while ((await house.event(eventId)).late?.completedAt === undefined)
    await new Promise((resolve) => setTimeout(resolve, 50))
  const change = { linked_id: 'order-1', tags: { a: [1] }, suspect: true }
  expect(await patch(eventId, change)).toBe(200)
  expect((await second(nonce)).status).toBe(200)
  expect(await house.event(eventId)).toMatchObject({
    revision: 4,
    linkedId: 'order-1',
    tag: { a: [1] },
    suspect: true,
    readings: { keyboardLayoutName: { value: 'QWERTY' } },
  })
})
