import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { anAnswer } from '../testing/loopback-server'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'
import { isIdentify, runAgent } from '../testing/run-agent'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

test('one identification: challenge, sealed body, result', async () => {
  const page = await house.open({ path: '/room?a=1#f' })
  const [result] = await runAgent(page)
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
  await runAgent(page, { gets: 2 })
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
  expect(await runAgent(page)).toMatchObject([{ event_id: anAnswer().eventId }])
  const posts = house.server.posts.filter(isIdentify)
  const [first, last] = [posts[0], posts.at(-1)]
  expect(last?.query.get('retry')).toBe(first?.decoded?.nonce)
  expect(last?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true)
})

test('without a challenge the agent sends its own nonce, unencrypted, and says so', async () => {
  const page = await house.open()
  house.server.answer = (post) => (isIdentify(post) ? undefined : { status: 404, body: 'no' })
  expect(await runAgent(page)).toMatchObject([{ event_id: anAnswer().eventId }])
  const [sent] = house.server.identified()
  expect(sent).toMatchObject({ keyId: '0', isEncrypted: false, isDeflated: true })
  expect(sent?.payload).toMatchObject({ facts: { challenge: 'absent' } })
  expect(Buffer.from(sent?.nonce ?? '', 'base64url').length * 8).toBeGreaterThanOrEqual(96)
})

test('an insecure context deflates only and says so', async () => {
  const page = await house.open({ origin: `http://plain.test:${house.server.port}` })
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  expect(await runAgent(page)).toMatchObject([{ event_id: anAnswer().eventId }])
  const [sent] = house.server.identified()
  expect(sent).toMatchObject({ keyId: 'k1', isEncrypted: false, isDeflated: true })
  expect(sent?.payload).toMatchObject({ facts: { insecureContext: true } })
})

test('a server that never answers is client_timeout', async () => {
  const page = await house.open()
  house.server.answer = (post) => (isIdentify(post) ? 'hang' : undefined)
  const startedAt = Date.now()
  expect(await runAgent(page, { timeout: 400 })).toEqual([
    { name: 'FingerprintError', code: 'client_timeout', message: 'Client timeout' },
  ])
  expect(Date.now() - startedAt).toBeLessThan(2000)
})

test('url hashing replaces the chosen parts of the address', async () => {
  const page = await house.open({ path: '/room?query#fragment' })
  await runAgent(page, { urlHashing: { query: true, fragment: true } })
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

test('a sandboxed frame without storage is identified too', async () => {
  house.server.assets.set('/framed', {
    type: 'text/html',
    body: '<!doctype html><iframe sandbox="allow-scripts" src="/room"></iframe>',
  })
  const page = await house.open({ path: '/framed' })
  const frame = page.frames()[1]
  await frame?.waitForFunction(() => 'room' in window)
  const result = await frame?.evaluate(async (endpoint) => {
    const { defineSource, openAgent } = window.room
    const agent = openAgent({
      key: 'pk',
      endpoints: [endpoint],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [defineSource('depth', () => screen.colorDepth)],
      cache: { storage: 'localStorage', duration: 60 },
    })
    return [await agent.get(), await agent.get()]
  }, `${house.server.origin}/in`)
  expect(result).toMatchObject([{ cache_hit: false }, { cache_hit: true }])
  expect(house.server.identified()[0]?.payload).toMatchObject({ facts: { framed: true } })
  expect(house.server.posts[0]?.headers.origin).toBe('null')
})
