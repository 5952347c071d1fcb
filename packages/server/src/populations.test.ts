import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodePopulation, Population } from '@whorl/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestClock, openTestHouse, type TestHouse } from '../test/house'
import { createPopulations, type Populations } from './populations'

const clock = createTestClock()
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ clock })
})
afterAll(() => house.close())

/** A workspace for each test. */
let ws: string
let tests = 0
let populations: Populations
beforeEach(() => {
  ws = `ws_${tests++}`
  populations = open()
})

/** As one more process on the same database. */
function open(options: { workspacesMax?: number } = {}): Populations {
  return createPopulations({ store: house.house.store, clock }, house.house.log, options)
}

const place = 5
const key = 17

/** One lesson for each visitor, each counted in a sum and under one key. */
function teach(population: Population, visitors: number): void {
  population.lessons += visitors
  population.visitors += visitors
  population.add(place, visitors)
  population.counts.add(key, visitors)
}

const sumsOf = (population: Population) => ({
  visitors: population.visitors,
  sum: population.at(place),
  count: population.counts.get(key),
})
const all = (visitors: number) => ({ visitors, sum: visitors, count: visitors })

/** What another process would read now. */
const stored = async (workspaceId = ws) => sumsOf(await open().of(workspaceId))
const revision = async (workspaceId = ws) =>
  (await house.house.store.populations.find(workspaceId))?.revision ?? 0

/** Somebody else puts this text there. */
async function overwrite(content: string): Promise<void> {
  const write = { workspaceId: ws, revision: await revision(), content }
  expect(await house.house.store.populations.write(write)).toBe('written')
}

describe('of', () => {
  test('reads once: whoever asks, at once or later, gets the same object', async () => {
    const [one, two] = await Promise.all([populations.of(ws), populations.of(ws)])
    expect(two).toBe(one)
    const learned = new Population()
    teach(learned, 3)
    await overwrite(encodePopulation(learned))
    expect(await populations.of(ws)).toBe(one)
    expect(await stored()).toEqual(all(3))
  })

  test('keeps workspaces apart', async () => {
    teach(await populations.of(ws), 20)
    await populations.keep({ isLast: true })
    expect(sumsOf(await populations.of(`${ws}_other`))).toEqual(all(0))
  })
})

describe('keep', () => {
  test('writes nothing where nothing was learned', async () => {
    await populations.of(ws)
    clock.move(3_600_000)
    await populations.keep({ isLast: true })
    expect(await revision()).toBe(0)
  })

  test('waits for twenty lessons', async () => {
    const population = await populations.of(ws)
    teach(population, 19)
    await populations.keep()
    expect(await revision()).toBe(0)
    teach(population, 1)
    await populations.keep()
    expect(await stored()).toEqual(all(20))
    await populations.keep()
    expect(await revision()).toBe(1)
  })

  test('waits for a fiftieth of many visitors', async () => {
    const population = await populations.of(ws)
    teach(population, 10_000)
    await populations.keep()
    teach(population, 200)
    await populations.keep()
    expect(await revision()).toBe(1)
    teach(population, 5)
    await populations.keep()
    expect(await stored()).toEqual(all(10_205))
  })

  test('waits five minutes at most', async () => {
    teach(await populations.of(ws), 1)
    clock.move(299_999)
    await populations.keep()
    expect(await revision()).toBe(0)
    clock.move(1)
    await populations.keep()
    expect(await stored()).toEqual(all(1))
  })

  test('waits for nothing when it is the last time, in every workspace', async () => {
    teach(await populations.of(ws), 1)
    teach(await populations.of(`${ws}_other`), 2)
    await populations.keep({ isLast: true })
    expect(await stored()).toEqual(all(1))
    expect(await stored(`${ws}_other`)).toEqual(all(2))
  })

  test('loses nothing that another process has learned meanwhile', async () => {
    const others = open()
    const [mine, theirs] = await Promise.all([populations.of(ws), others.of(ws)])
    for (let round = 1; round <= 3; round++) {
      teach(mine, 30)
      teach(theirs, 40)
      await populations.keep()
      await others.keep()
      expect(await stored()).toEqual(all(round * 70))
    }
    teach(mine, 1)
    await populations.keep({ isLast: true })
    expect(sumsOf(mine)).toEqual(all(211))
  })

  test('counts every lesson once when two want to keep at the same time', async () => {
    teach(await populations.of(ws), 25)
    await Promise.all([populations.keep(), populations.keep({ isLast: true }), populations.keep()])
    expect(await stored()).toEqual(all(25))
    expect(await revision()).toBe(1)
  })

  test('takes what is learned during a write for fresh', async () => {
    const population = await populations.of(ws)
    teach(population, 25)
    const writing = populations.keep()
    await Promise.resolve()
    teach(population, 1)
    await writing
    await populations.keep({ isLast: true })
    expect(await stored()).toEqual(all(26))
    expect(await revision()).toBe(2)
  })

  test('lets go of what was used longest ago, and of nothing that is not written', async () => {
    const few = open({ workspacesMax: 2 })
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `${ws}_${name}`) as [string, string, string]
    const first = await few.of(a)
    const second = await few.of(b)
    const third = await few.of(c)
    await few.of(a)
    teach(second, 1)
    await few.keep()
    // b was used longest ago, and c before a; but one lesson of b is nowhere else.
    expect(await few.of(b)).toBe(second)
    expect(await few.of(a)).toBe(first)
    expect(await few.of(c)).not.toBe(third)
    await few.keep({ isLast: true })
    expect(await few.of(b)).not.toBe(second)
    expect(sumsOf(await few.of(b))).toEqual(all(1))
  })
})

const sample = new Population()
teach(sample, 9)

describe.each([
  ['no JSON', 'broken'],
  ['another version', JSON.stringify({ ...JSON.parse(encodePopulation(sample)), version: 999 })],
  ['no base64', JSON.stringify({ ...JSON.parse(encodePopulation(sample)), keys: '*' })],
])('a text that is %s', (_, content) => {
  test('starts anew, and is replaced', async () => {
    await overwrite(content)
    const population = await populations.of(ws)
    expect(sumsOf(population)).toEqual(all(0))
    teach(population, 20)
    await populations.keep()
    expect(await stored()).toEqual(all(20))
    expect(await revision()).toBe(2)
  })

  test('takes nothing away from a process that knows more', async () => {
    const population = await populations.of(ws)
    teach(population, 20)
    await populations.keep()
    await overwrite(content)
    teach(population, 20)
    await populations.keep()
    expect(sumsOf(population)).toEqual(all(40))
    expect(await stored()).toEqual(all(40))
  })

  test('is not added when another process replaced it', async () => {
    await overwrite(content)
    const others = open()
    const [mine, theirs] = await Promise.all([populations.of(ws), others.of(ws)])
    teach(mine, 20)
    teach(theirs, 30)
    await populations.keep()
    await others.keep()
    expect(await stored()).toEqual(all(50))
  })
})

test('a store that fails keeps nobody from trying, and loses nothing', async () => {
  const own = await openTestHouse({ clock })
  const there = createPopulations({ store: own.house.store, clock }, own.house.log)
  const [one, two] = await Promise.all([there.of('ws_one'), there.of('ws_two')])
  teach(one, 20)
  teach(two, 20)
  await own.close()
  const failure: unknown = await there.keep().catch((cause: unknown) => cause)
  expect(failure).toBeInstanceOf(AggregateError)
  expect(failure).toMatchObject({ errors: [expect.any(Error), expect.any(Error)] })
  await expect(there.of('ws_three')).rejects.toThrow()
  await expect(there.keep()).rejects.toThrow(AggregateError)
  expect(sumsOf(one)).toEqual(all(20))
})

test('a server that stops keeps what its visits taught it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whorl-populations-'))
  try {
    const before = await openTestHouse({ folder })
    await before.identify()
    await before.close()
    const after = await openTestHouse({ folder })
    expect((await after.house.populations.of('ws_a')).visitors).toBe(1)
    await after.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
