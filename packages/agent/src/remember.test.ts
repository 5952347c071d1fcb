import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'
import { domainsOf } from './cookie'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('keeps the token in three places and reads it from each', async () => {
  const page = await house.open()
  const read = await page.evaluate(async () => {
    const memory = window.room.createMemory('_vid_t')
    await memory.keep('a token; with=signs')
    return memory.read()
  })
  const token = 'a token; with=signs'
  expect(read).toEqual({ cookie: token, local: token, indexed: token })
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ name: '_vid_t', path: '/', sameSite: 'Lax', httpOnly: false })
  const days = ((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400
  expect(Math.round(days)).toBe(365)
})

test('reads what is left when two places were emptied, and repairs them', async () => {
  const page = await house.open()
  const reads = await page.evaluate(async () => {
    const memory = window.room.createMemory('_vid_t')
    await memory.keep('one')
    localStorage.clear()
    // biome-ignore lint/suspicious/noDocumentCookie: what a page's cleaner does
    document.cookie = '_vid_t=; max-age=0; path=/'
    const left = await memory.read()
    await memory.keep(left.indexed ?? 'lost')
    return [left, await memory.read()]
  })
  expect(reads).toEqual([{ indexed: 'one' }, { cookie: 'one', local: 'one', indexed: 'one' }])
})

test('forgets everywhere', async () => {
  const page = await house.open()
  const [read, databases] = await page.evaluate(async () => {
    const memory = window.room.createMemory('_vid_t')
    await memory.keep('one')
    await memory.forget()
    const names = (await indexedDB.databases()).map(({ name }) => name)
    return [await memory.read(), names]
  })
  expect(read).toEqual({})
  expect(databases).toEqual([])
})

test('blocked storage counts as empty', async () => {
  house.server.assets.set('/framed', {
    type: 'text/html',
    body: '<!doctype html><iframe sandbox="allow-scripts" src="/room"></iframe>',
  })
  const page = await house.open({ path: '/framed' })
  const frame = page.frames()[1]
  await frame?.waitForFunction(() => 'room' in window)
  const read = await frame?.evaluate(async () => {
    const memory = window.room.createMemory('_vid_t')
    await memory.keep('one')
    const read = await memory.read()
    await memory.forget()
    return read
  })
  expect(read).toEqual({})
})

test('a cookie goes to the widest domain that the browser takes', async () => {
  const context = await house.browser.newContext()
  const origin = `http://a.b.localhost:${house.server.port}`
  const page = await house.open({ origin, context })
  await page.evaluate(() => window.room.createMemory('_vid_t').keep('wide'))
  const cookies = await context.cookies()
  expect(cookies).toHaveLength(1)
  expect(cookies[0]?.domain).toBe('.b.localhost')
})

test('domains are tried from the widest to the host itself', () => {
  expect(domainsOf('a.b.example.co.uk')).toEqual([
    'co.uk',
    'example.co.uk',
    'b.example.co.uk',
    'a.b.example.co.uk',
    '',
  ])
  expect(domainsOf('localhost')).toEqual([''])
  expect(domainsOf('127.0.0.1')).toEqual([''])
  expect(domainsOf('[::1]')).toEqual([''])
})
