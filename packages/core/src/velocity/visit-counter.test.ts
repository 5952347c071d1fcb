import { describe, expect, test } from 'vitest'
import { countVisits, type SeenVisit } from './count-visits'
import type { KeyCounts } from './velocity'
import { VisitCounter } from './visit-counter'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const start = 1_790_000_000_000

/** A generator of whole numbers below `limit`, the same for the same seed (Numerical Recipes). */
function createDraw(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

function recount(visits: readonly SeenVisit[], end: number, kinds: number): KeyCounts {
  const count = (widthMs: number) => visits.filter(({ at }) => at <= end && at > end - widthMs)
  const windows = [count(300_000), count(hourMs), count(dayMs)]
  const numbers = (of: (seen: SeenVisit[]) => number) => {
    const [a = [], b = [], c = []] = windows
    return [of(a), of(b), of(c)] as const
  }
  return {
    events: numbers((seen) => seen.length),
    distinct: Array.from({ length: kinds }, (_, kind) =>
      numbers((seen) => {
        const values = seen.map(({ values }) => values[kind]).filter((value) => value !== null)
        return new Set(values).size
      }),
    ),
  }
}

describe.each([
  ['in order', 0],
  ['a second out of order', 1_000],
  ['an hour out of order', hourMs],
])('%s', (_what, disorderMs) => {
  test('says what a recount says', () => {
    const draw = createDraw(disorderMs + 1)
    const counter = new VisitCounter(2, 0)
    const visits: SeenVisit[] = []
    let now = start
    for (let index = 0; index < 3_000; index += 1) {
      // Rushes, quiet hours, and now and then the very same millisecond.
      now += draw(20) === 0 ? draw(hourMs) : draw(3) * draw(20_000)
      const at = now - draw(disorderMs + 1)
      const visit = { at, values: [`a${draw(40)}`, draw(3) === 0 ? null : `b${draw(500)}`] }
      visits.push(visit)
      counter.add(visit)
      expect(counter.countAt(at)).toEqual(recount(visits, at, 2))
      if (index % 50 === 0) expect(countVisits(visits, at, 2)).toEqual(recount(visits, at, 2))
    }
  })
})

describe.each([
  ['in order', 0],
  ['with some pages out of order', 100_000],
])('many at once, %s', (_what, disorderMs) => {
  test('say what a recount says, also after days', () => {
    const draw = createDraw(disorderMs + 5)
    const counter = new VisitCounter(2, 0)
    const visits: SeenVisit[] = []
    let now = start
    for (let page = 0; page < 120; page += 1) {
      const seen = Array.from({ length: draw(300) }, () => {
        now += draw(100) === 0 ? draw(hourMs) : draw(3) * draw(10_000)
        const at = now - (draw(40) === 0 ? draw(disorderMs + 1) : 0)
        return { at, values: [`a${draw(40)}`, draw(3) === 0 ? null : `b${draw(2_000)}`] }
      })
      visits.push(...seen)
      counter.addAll({
        times: seen.map(({ at }) => at),
        values: [0, 1].map((kind) => seen.map(({ values }) => values[kind] ?? null)),
      })
      for (const end of [now, now - draw(hourMs)]) {
        expect(counter.countAt(end)).toEqual(recount(visits, end, 2))
      }
    }
    expect(now).toBeGreaterThan(start + 3 * dayMs)
    expect(counter.size).toBeLessThan(visits.length)
  })
})

test('without the values of the past it counts very many, and does not know the day of fewer', () => {
  const valuesFloor = start - 2 * hourMs
  const counter = new VisitCounter(1, start - dayMs - hourMs, valuesFloor)
  const early = Array.from({ length: 20_000 }, (_, index) => valuesFloor - 20_000 + index)
  counter.addAll({ times: early, values: [] })
  counter.addAll({ times: [valuesFloor + 1, start], values: [['a', 'b']] })
  expect(counter.lacksValues).toBe(true)
  expect(counter.countAt(start)).toMatchObject({ events: [1, 1, 20_002] })
  expect(counter.countAt(start)?.distinct[0]?.slice(0, 2)).toEqual([1, 1])
  expect(counter.countAt(start - hourMs)?.distinct[0]?.slice(0, 2)).toEqual([0, 1])
  expect(counter.countAt(start - hourMs - 1)).toBeUndefined()
  const quiet = start + dayMs - 3 * hourMs
  counter.add({ at: quiet, values: ['c'] })
  expect(counter.countAt(quiet)?.events).toEqual([1, 1, 20_003])
  // The early ones have left the day but for two: their values are asked for, and are not there.
  expect(counter.countAt(valuesFloor - 2 + dayMs)).toBeUndefined()
  expect(counter.countAt(valuesFloor + dayMs)?.distinct).toEqual([[0, 0, 3]])
})

test('does not count what it has forgotten, and says so', () => {
  const counter = new VisitCounter(0, start)
  counter.add({ at: start + 1, values: [] })
  expect(counter.countAt(start + dayMs - 1)).toBeUndefined()
  expect(counter.countAt(start + dayMs)?.events).toEqual([0, 0, 1])
  for (let at = 2; at <= 5_000; at += 1) counter.add({ at: start + at, values: [] })
  counter.add({ at: start + 3 * dayMs, values: [] })
  expect(counter.countAt(start + 2 * dayMs)).toBeUndefined()
  expect(counter.size).toBe(1)
  expect(counter.countAt(start + 3 * dayMs)?.events).toEqual([1, 1, 1])
})

test('a window holds its end and not its beginning', () => {
  const counter = new VisitCounter(0, 0)
  counter.add({ at: start, values: [] })
  expect(counter.countAt(start + 299_999)?.events).toEqual([1, 1, 1])
  expect(counter.countAt(start + 300_000)?.events).toEqual([0, 1, 1])
  expect(counter.countAt(start - 1)?.events).toEqual([0, 0, 0])
})
