import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('fresh readings are shared; old ones are read again where that is cheap or they failed', async () => {
  const page = await house.open()
  const { counts, again } = await page.evaluate(async () => {
    const { createMemory, defineSource, startBackground } = window.room
    const counts = { cheap: 0, dear: 0, failing: 0 }
    const spin = (ms: number) => {
      const end = performance.now() + ms
      while (performance.now() < end);
    }
    const sources = [
      defineSource('cheap', () => ++counts.cheap),
      defineSource('dear', () => {
        spin(20)
        return ++counts.dear
      }),
      defineSource('failing', () => {
        spin(20)
        if (++counts.failing === 1) throw new Error('once')
        return counts.failing
      }),
    ]
    const background = startBackground(sources, createMemory('_vid_t'), { freshMs: 300 })
    await Promise.all([background.early(), background.early()])
    const fresh = { ...counts }
    await new Promise((done) => setTimeout(done, 400))
    const again = await background.early()
    return { counts: [fresh, counts], again }
  })
  expect(counts).toEqual([
    { cheap: 1, dear: 1, failing: 1 },
    { cheap: 2, dear: 1, failing: 2 },
  ])
  expect(again).toMatchObject({ cheap: { value: 2 }, dear: { value: 1 }, failing: { value: 2 } })
  expect(again.failing).not.toHaveProperty('error')
})
