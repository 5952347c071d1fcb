import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('time in the background does not count', async () => {
  const page = await house.open()
  const seen = await page.evaluate(async () => {
    const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
    const setHidden = (isHidden: boolean) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden })
      document.dispatchEvent(new Event('visibilitychange'))
    }
    let isDone = false
    window.room.afterVisible(300, () => {
      isDone = true
    })
    await wait(50)
    setHidden(true)
    await wait(600)
    const whileHidden = isDone
    setHidden(false)
    await wait(50)
    const soonAfter = isDone
    await wait(400)
    return { whileHidden, soonAfter, later: isDone }
  })
  expect(seen).toEqual({ whileHidden: false, soonAfter: false, later: true })
})

test('a timer that was stopped never fires', async () => {
  const page = await house.open()
  const isDone = await page.evaluate(async () => {
    let isDone = false
    const stop = window.room.afterVisible(50, () => {
      isDone = true
    })
    stop()
    await new Promise((done) => setTimeout(done, 150))
    return isDone
  })
  expect(isDone).toBe(false)
})
