import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, otherDevice, type TestHouse } from '../test/house'
import { toEventV3 } from './answer/event-v3'
import { toEventV4 } from './answer/event-v4'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(async () => house.close())

const now = 1_790_000_000_000
const visitAgain = (token: string) => house.identify({ tokens: { local: token } }, { now })

async function read(eventId: string) {
  const event = await house.event(eventId)
  return { v4: toEventV4(event), v3: toEventV3(event).products }
}

test('one of a hundred visitors is busy, after the measure and in its own workspace', async () => {
  const { token = '', eventId } = await house.identify({}, { now })
  expect((await read(eventId)).v4).not.toHaveProperty('high_activity_device')
  for (let visit = 0; visit < 5; visit += 1) await visitAgain(token)
  for (let seed = 1; seed < 100; seed += 1) {
    await house.identify({ signals: otherDevice(seed * 17) }, { now: now + seed })
  }
  const tick = await house.app.inject({
    method: 'POST',
    url: '/dev/tick',
    headers: { 'x-whorl-now': String(now + 300_000) },
  })
  expect(tick.statusCode).toBe(200)

  const busy = await read((await visitAgain(token)).eventId)
  expect(busy.v4.high_activity_device).toBe(true)
  expect(busy.v3.highActivity).toEqual({ data: { result: true, dailyRequests: 7 } })
  const other = await read((await house.identify({ signals: otherDevice(9_999) }, { now })).eventId)
  expect(other.v4.high_activity_device).toBe(false)
  expect(other.v3.highActivity).toEqual({ data: { result: false } })
  const foreign = await house.identify({ key: 'pk_b' }, { key: 'pk_b', now })
  expect((await house.event(foreign.eventId, 'ws_b')).highActivity).toBeUndefined()
})
