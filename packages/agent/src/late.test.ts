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

/** The next challenge says that everything comes in one message. */
function answerInOneMessage(flag: string): void {
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
}

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
    answerInOneMessage(flag)
    const [result] = await runAgent(page, { lateMs: 60 })
    expect(result).toMatchObject({ event_id: 'e' })
    const [sent] = house.server.identified()
    expect(sent?.payload.signals).toMatchObject({ slow: { value: 60 }, depth: {} })
    expect(sent?.payload).not.toHaveProperty('late')
    expect(house.server.posts.filter(isLate)).toEqual([])
  },
)

test('a source that listens hears what happens until the second message leaves', async () => {
  const page = await house.open()
  const counts = await page.evaluate(async () => {
    const { defineSource, openAgent } = window.room
    let [heard, ended] = [0, 0]
    const hear = () => void heard++
    const ticks = defineSource('ticks', () => heard, {
      stage: 'late',
      listen() {
        addEventListener('tick', hear)
        return () => {
          removeEventListener('tick', hear)
          ended++
        }
      },
    })
    const wait = (ms: number) => new Promise<number>((done) => setTimeout(done, ms, ms))
    const agent = openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      // The one that listens stands first and is still read last.
      sources: [ticks, defineSource('slow', () => wait(300), { stage: 'late', timeoutMs: 3000 })],
    })
    await wait(20)
    dispatchEvent(new Event('tick'))
    await agent.get()
    await wait(100)
    dispatchEvent(new Event('tick'))
    await wait(600)
    await agent.revoke()
    dispatchEvent(new Event('tick'))
    return { heard, ended }
  })
  const late = house.server.posts.find(isLate)?.decoded
  expect(late?.payload.signals).toMatchObject({ slow: { value: 300 }, ticks: { value: 2 } })
  expect(counts).toEqual({ heard: 2, ended: 1 })
})

test.each([
  ['that nobody waits for', true],
  ['that a sealed answer waits for', false],
])('late sources learn that they are of a message %s', async (_name, isIdOut) => {
  const page = await house.open()
  if (!isIdOut) answerInOneMessage('sealed')
  await page.evaluate(async () => {
    const { defineSource, openAgent } = window.room
    const agent = openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [defineSource('patience', (isIdOut) => isIdOut, { stage: 'late' })],
    })
    await agent.get()
  })
  const signals = () => house.server.posts.map(({ decoded }) => decoded?.payload.signals?.patience)
  await expect.poll(signals).toContainEqual({ value: isIdOut, ms: expect.any(Number) })
})
