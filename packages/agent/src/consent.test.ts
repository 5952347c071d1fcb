import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

test('pending reads, stores and sends nothing until grant; revoke removes what is stored', async () => {
  const page = await house.open()
  const seen = await page.evaluate(async () => {
    const { defineSource, openAgent } = window.room
    let reads = 0
    const stored = async () => ({
      cookie: document.cookie,
      local: localStorage.length,
      databases: (await indexedDB.databases()).length,
    })
    const agent = openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [defineSource('counted', () => ++reads)],
      consent: 'pending',
    })
    let isDone = false
    const waiting = agent.get().finally(() => {
      isDone = true
    })
    await new Promise((done) => setTimeout(done, 300))
    const before = { reads, isDone, ...(await stored()) }
    agent.grant()
    const { event_id } = await waiting
    await new Promise((done) => setTimeout(done, 300))
    const after = { reads, ...(await stored()) }
    await agent.revoke()
    return { before, event_id, after, revoked: await stored() }
  })
  expect(seen.before).toEqual({ reads: 0, isDone: false, cookie: '', local: 0, databases: 0 })
  expect(seen.event_id).toMatch(/^\d{13}\./)
  expect(seen.after).toMatchObject({ reads: 1, local: 1, databases: 1 })
  expect(seen.after.cookie).toContain('_vid_t=')
  expect(seen.revoked).toEqual({ cookie: '', local: 0, databases: 0 })
})

test('nothing is sent while consent is pending', async () => {
  const page = await house.open()
  await page.evaluate(async () => {
    window.room.openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [],
      consent: 'pending',
    })
    await new Promise((done) => setTimeout(done, 300))
  })
  expect(house.server.posts).toEqual([])
})

test('revoke ends a call under way and stores nothing of its answer', async () => {
  const page = await house.open()
  house.server.answer = (post) => (post.decoded ? 'hang' : undefined)
  const code = await page.evaluate(async () => {
    const agent = window.room.openAgent({
      key: 'pk',
      endpoints: ['/in'],
      sdk: { face: 'whorl', version: '1.0.0', integrationInfo: undefined },
      sources: [],
    })
    const outcome = agent.get().catch(({ code }) => code)
    await new Promise((done) => setTimeout(done, 300))
    await agent.revoke()
    return outcome
  })
  expect(code).toBe('network_abort')
})
