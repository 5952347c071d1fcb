import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { anAnswer, type Post } from '../testing/loopback-server'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

interface RunOptions {
  gets?: number
  timeout?: number
  lateMs?: number
  urlHashing?: { path?: boolean; query?: boolean; fragment?: boolean }
}

/** Starts an agent with three sources and calls `get()`; returns results or error codes. */
const run = (page: Page, options: RunOptions = {}) =>
  page.evaluate(async ({ gets = 1, timeout = 10_000, lateMs, urlHashing }) => {
    const { defineSource, openAgent } = window.room
    const wait = (ms: number) => new Promise<number>((done) => setTimeout(done, ms, ms))
    const agent = openAgent({
      key: 'pk',
      endpoints: [`${location.origin}/in`],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: ['spa-sdk/1.3.3'] },
      urlHashing,
      sources: [
        defineSource('hanging', () => new Promise<number>(() => {}), { timeoutMs: 50 }),
        defineSource('depth', () => screen.colorDepth),
        ...(lateMs === undefined
          ? []
          : [defineSource('slow', () => wait(lateMs), { stage: 'late', timeoutMs: 3000 })]),
      ],
    })
    const results: unknown[] = []
    for (let at = 0; at < gets; at++) {
      const got = agent.get({ timeout, linkedId: 'order', tags: { a: [1] } })
      results.push(await got.catch(({ name, code, message }) => ({ name, code, message })))
    }
    return results
  }, options)

const isIdentify = ({ decoded }: Post) => decoded?.payload.kind === 'identify'
const isLate = ({ decoded }: Post) => decoded?.payload.kind === 'late'

test('one identification: challenge, sealed body, result', async () => {
  const page = await house.open({ path: '/room?a=1#f' })
  const [result] = await run(page)
  expect(result).toEqual({
    event_id: anAnswer().eventId,
    visitor_id: anAnswer().visitorId,
    suspect_score: 3,
    sealed_result: null,
  })
  const [challenge, post] = house.server.posts
  expect(challenge?.body).toHaveLength(0)
  expect(post?.decoded).toMatchObject({ keyId: 'k1', isEncrypted: true, isDeflated: true })
  expect(post?.query.get('retry')).toBeNull()
  expect(post?.decoded?.payload).toMatchObject({
    v: 1,
    kind: 'identify',
    key: 'pk',
    platform: 'browser',
    sdk: { platform: 'js', version: '1.0.0', integrations: ['spa-sdk/1.3.3'] },
    url: `${house.server.origin}/room?a=1#f`,
    referrer: '',
    linkedId: 'order',
    tag: { a: [1] },
    signals: { hanging: { error: { name: 'timeout' } }, depth: { value: expect.any(Number) } },
    facts: { startedAt: expect.any(Number), collectMs: expect.any(Number) },
  })
  expect(post?.decoded?.payload).not.toHaveProperty('facts.challenge')
  expect(post?.decoded?.payload).not.toHaveProperty('nonce')
})

test('each get uses a new challenge and brings the token along', async () => {
  const page = await house.open()
  await run(page, { gets: 2 })
  const [first, second] = house.server.identified()
  expect(first?.nonce).not.toBe(second?.nonce)
  expect(first?.payload).not.toHaveProperty('tokens')
  const { token } = anAnswer()
  expect(second?.payload).toMatchObject({ tokens: { cookie: token, local: token } })
  // The first answer brought the second challenge.
  expect(house.server.posts.filter(({ body }) => body.length === 0)).toHaveLength(1)
})

test('a retry carries the same bytes and names the nonce', async () => {
  const page = await house.open()
  // Chromium 156 itself repeats a POST once, unmarked, when a reused connection breaks.
  house.server.answer = (post) =>
    isIdentify(post) && !post.query.has('retry') ? 'destroy' : undefined
  expect(await run(page)).toMatchObject([{ event_id: anAnswer().eventId }])
  const posts = house.server.posts.filter(isIdentify)
  const [first, last] = [posts[0], posts.at(-1)]
  expect(last?.query.get('retry')).toBe(first?.decoded?.nonce)
  expect(last?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true)
})

test('without a challenge the agent sends its own nonce, unencrypted, and says so', async () => {
  const page = await house.open()
  house.server.answer = (post) => (isIdentify(post) ? undefined : { status: 404, body: 'no' })
  expect(await run(page)).toMatchObject([{ event_id: anAnswer().eventId }])
  const [sent] = house.server.identified()
  expect(sent).toMatchObject({ keyId: '0', isEncrypted: false, isDeflated: true })
  expect(sent?.payload).toMatchObject({ facts: { challenge: 'absent' } })
  expect(Buffer.from(sent?.nonce ?? '', 'base64url').length * 8).toBeGreaterThanOrEqual(96)
})

test('an insecure context deflates only and says so', async () => {
  const page = await house.open({ origin: `http://plain.test:${house.server.port}` })
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  expect(await run(page)).toMatchObject([{ event_id: anAnswer().eventId }])
  const [sent] = house.server.identified()
  expect(sent).toMatchObject({ keyId: 'k1', isEncrypted: false, isDeflated: true })
  expect(sent?.payload).toMatchObject({ facts: { insecureContext: true } })
})

test('a server that never answers is client_timeout', async () => {
  const page = await house.open()
  house.server.answer = (post) => (isIdentify(post) ? 'hang' : undefined)
  const startedAt = Date.now()
  expect(await run(page, { timeout: 400 })).toEqual([
    { name: 'FingerprintError', code: 'client_timeout', message: 'Client timeout' },
  ])
  expect(Date.now() - startedAt).toBeLessThan(2000)
})

test('late facts travel in a second message with the same nonce and a new vector', async () => {
  const page = await house.open()
  await run(page, { lateMs: 60 })
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
    const [result] = await run(page, { lateMs: 60 })
    expect(result).toMatchObject({ event_id: 'e' })
    const [sent] = house.server.identified()
    expect(sent?.payload.signals).toMatchObject({ slow: { value: 60 }, depth: {} })
    expect(sent?.payload).not.toHaveProperty('late')
    expect(house.server.posts.filter(isLate)).toEqual([])
  },
)

test('url hashing replaces the chosen parts of the address', async () => {
  const page = await house.open({ path: '/room?query#fragment' })
  await run(page, { urlHashing: { query: true, fragment: true } })
  const [sent] = house.server.identified()
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
  expect(sent?.payload).toMatchObject({
    url: `${house.server.origin}/room?${hash('query')}#${hash('fragment')}`,
    facts: { urlHashing: ['query', 'fragment'] },
  })
})

test('parallel calls share one collection and have their own nonces', async () => {
  const page = await house.open()
  const reads = await page.evaluate(async () => {
    let reads = 0
    const { defineSource, openAgent } = window.room
    const agent = openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [defineSource('counted', () => ++reads)],
    })
    await Promise.all([agent.get(), agent.get(), agent.get()])
    return reads
  })
  expect(reads).toBe(1)
  expect(new Set(house.server.identified().map(({ nonce }) => nonce)).size).toBe(3)
})
