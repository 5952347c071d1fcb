import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const take = async (data: unknown) => {
  const page = await house.open()
  return page.evaluate(async (data) => {
    const failed = window.room.takeAgentData(data, '_vid_t')
    await new Promise((done) => setTimeout(done, 200))
    return { failed: failed?.failed, tokens: await window.room.createMemory('_vid_t').read() }
  }, data)
}
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

test('a token that a server handed over is kept', async () => {
  const notifications = [{ level: 'warning', message: 'ü' }]
  expect(await take(base64({ visitorToken: 't1', notifications }))).toEqual({
    tokens: { cookie: 't1', local: 't1', indexed: 't1' },
  })
  expect(await take(base64({ notifications: [] }))).toEqual({ tokens: {} })
})

test.each([
  ['no base64', '%%%'],
  ['no JSON', btoa('nothing')],
  ['no notifications', base64({ visitorToken: 't1' })],
  ['notifications that are no list', base64({ notifications: {} })],
  ['a token that is no text', base64({ visitorToken: 1, notifications: [] })],
  ['no text at all', { notifications: [] }],
])('%s is handle_agent_data', async (_, data) => {
  expect(await take(data)).toEqual({ failed: 'handle_agent_data', tokens: {} })
})
