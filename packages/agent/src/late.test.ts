import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'
import { isIdentify, isLate, runAgent } from '../testing/run-agent'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

test('late facts travel in a second message with the same nonce and a new vector', async () => {
  const page = await house.open()
  await runAgent(page, { lateMs: 60 })
  await expect.poll(() => house.server.posts.filter(isLate).length).toBe(1)
  const identify = house.server.posts.find(isIdentify)?.decoded
  const late = house.server.posts.find(isLate)?.decoded
  expect(identify?.payload).toMatchObject({ late: ['slow'] })
  expect(identify?.payload.signals).not.toHaveProperty('slow')
  expect(late?.payload).toMatchObject({ key: 'pk', signals: { slow: { value: 60 } } })
  expect(late?.nonce).toBe(identify?.nonce)
  expect(late?.keyId).toBe(identify?.keyId)
  expect(late?.iv).not.toBe(identify?.iv)
})

test('a later get carries the late facts in its first message', async () => {
  const page = await house.open()
  await page.evaluate(async () => {
    const { defineSource, openAgent } = window.room
    const agent = openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [defineSource('slow', () => 5, { stage: 'late' })],
    })
    await agent.get()
    await new Promise((done) => setTimeout(done, 500))
    await agent.get()
  })
  expect(house.server.posts.filter(isLate)).toHaveLength(1)
  expect(house.server.identified()[1]?.payload).toMatchObject({ signals: { slow: { value: 5 } } })
  expect(house.server.identified()[1]?.payload).not.toHaveProperty('late')
})

test('a page that leaves sends the late readings it has', async () => {
  const page = await house.open()
  await page.evaluate(async () => {
    const { defineSource, openAgent } = window.room
    const agent = openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [
        defineSource('quick', () => 5, { stage: 'late' }),
        defineSource('hanging', () => new Promise<number>(() => {}), {
          stage: 'late',
          timeoutMs: 4000,
        }),
      ],
    })
    await agent.get()
    await new Promise((done) => setTimeout(done, 400))
  })
  await page.goto(`${house.server.origin}/room?next`)
  await expect.poll(() => house.server.posts.filter(isLate).length).toBe(1)
  const late = house.server.posts.find(isLate)?.decoded
  expect(late?.payload.signals).toEqual({ quick: { value: 5, ms: expect.any(Number) } })
})

test.each(['sealed', 'zeroTrust'])(
  '%s environments get everything in one message',
  async (flag) => {
    const page = await house.open()
    const challenge = {
      id: 'c'.repeat(22),
      keyId: 'k1',
      key: Buffer.alloc(32).toString('base64url'),
      issuedAt: 1,
    }
    const flags = { sealed: false, zeroTrust: false, [flag]: true }
    house.server.keys.set(challenge.id, Buffer.alloc(32))
    house.server.answer = (post) =>
      isIdentify(post)
        ? { body: { eventId: 'e', sealedResult: 'noXc7Q==' } }
        : { body: { challenge, ...flags } }
    const [result] = await runAgent(page, { lateMs: 60 })
    expect(result).toMatchObject({ event_id: 'e' })
    const [sent] = house.server.identified()
    expect(sent?.payload.signals).toMatchObject({ slow: { value: 60 }, depth: {} })
    expect(sent?.payload).not.toHaveProperty('late')
    expect(house.server.posts.filter(isLate)).toEqual([])
  },
)
