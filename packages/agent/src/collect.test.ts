import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../testing/open-room'
import type { Room } from '../testing/room'

declare const window: { room: Room }

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('a hanging source costs its own timeout and no other reading', async () => {
  const page = await house.open()
  const result = await page.evaluate(async () => {
    const { collect, defineSource } = window.room
    const startedAt = performance.now()
    const { readings, settled } = collect([
      defineSource('hanging', () => new Promise<number>(() => {}), { timeoutMs: 80 }),
      defineSource('fast', () => 7),
      defineSource('slow', () => new Promise<string>((done) => setTimeout(done, 20, 'x'))),
    ])
    await settled
    return { readings, ms: performance.now() - startedAt }
  })
  expect(result.readings).toMatchObject({
    hanging: { error: { name: 'timeout' } },
    fast: { value: 7 },
    slow: { value: 'x' },
  })
  expect(result.ms).toBeLessThan(400)
  expect(result.readings.hanging?.ms).toBeGreaterThanOrEqual(79)
})

test('the overall deadline gives partial results', async () => {
  const page = await house.open()
  const result = await page.evaluate(async () => {
    const { collect, defineSource } = window.room
    const hanging = defineSource('hanging', () => new Promise<number>(() => {}), {
      timeoutMs: 60_000,
    })
    const { readings, settled } = collect([hanging, defineSource('fast', () => 1)], {
      deadlineMs: 50,
    })
    await settled
    return readings
  })
  expect(result).toMatchObject({ hanging: { error: { name: 'timeout' } }, fast: { value: 1 } })
})

test('a throw and a rejection become errors, undefined becomes a reading without value', async () => {
  const page = await house.open()
  const readings = await page.evaluate(async () => {
    const { collect, defineSource } = window.room
    const fail = (): number => {
      throw new TypeError('no such thing')
    }
    const { readings, settled } = collect([
      defineSource('throws', fail),
      defineSource('rejects', async () => fail()),
      defineSource('strange', () => Promise.reject<number>('text')),
      defineSource('absent', () => undefined),
    ])
    await settled
    return readings
  })
  expect(readings.throws?.error).toEqual({ name: 'TypeError', message: 'no such thing' })
  expect(readings.rejects?.error).toEqual({ name: 'TypeError', message: 'no such thing' })
  expect(readings.strange?.error).toEqual({ name: 'thrown', message: 'text' })
  expect(readings.absent).toEqual({ ms: expect.any(Number) })
})

test('the page gets its turn about every second of many slow sources', async () => {
  const page = await house.open()
  const turns = await page.evaluate(async () => {
    const { collect, defineSource } = window.room
    let pageTasks = 0
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      pageTasks++
      channel.port2.postMessage(0)
    }
    channel.port2.postMessage(0)
    const seen: number[] = []
    const busy = () => {
      seen.push(pageTasks)
      const end = performance.now() + 5
      while (performance.now() < end);
      return 1
    }
    const sources = Array.from({ length: 20 }, (_, at) => defineSource(`busy${at}`, busy))
    await collect(sources).settled
    channel.port1.close()
    return new Set(seen).size
  })
  // In one piece it would be 1; two sources of 5 ms fill a slice of 8 ms.
  expect(turns).toBeGreaterThanOrEqual(9)
})

test('what settles after the deadline changes nothing any more', async () => {
  const page = await house.open()
  const [before, after] = await page.evaluate(async () => {
    const { collect, defineSource } = window.room
    const late = () => new Promise<number>((done) => setTimeout(done, 120, 5))
    const { readings, settled } = collect([defineSource('late', late)], { deadlineMs: 30 })
    await settled
    const before = JSON.stringify(readings)
    await new Promise((done) => setTimeout(done, 200))
    return [before, JSON.stringify(readings)]
  })
  expect(after).toBe(before)
})

test('a heavy source does not share its task with what ran before it', async () => {
  const page = await house.open()
  const isShared = await page.evaluate(async () => {
    const { collect, defineSource } = window.room
    const busy = (ms: number) => {
      const until = performance.now() + ms
      while (performance.now() < until);
    }
    /** Set by a task that waits while the first source keeps the page busy. */
    let hadTurn = false
    const share = async (isHeavy: boolean): Promise<unknown> => {
      hadTurn = false
      const waits = defineSource('waits', () => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          hadTurn = true
          port1.close()
        }
        port2.postMessage(0)
        busy(3)
      })
      const heavy = defineSource('heavy', () => !hadTurn, { isHeavy })
      const { readings, settled } = collect([waits, heavy], { sliceMs: 1_000 })
      await settled
      const { heavy: reading } = readings
      return reading && 'value' in reading ? reading.value : reading
    }
    return { heavy: await share(true), light: await share(false) }
  })
  expect(isShared).toEqual({ heavy: false, light: true })
})
