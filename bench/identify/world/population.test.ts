import { normalizeAddress } from '@whorl/enrich'
import { expect, test } from 'vitest'
import { defaultShares } from '../world-parameters'
import type { Visit } from './browser'
import { createWorld } from './world'

const world = createWorld({
  ...{ seed: 21, browsers: 200, days: 90 },
  shares: { ...defaultShares, fleetShare: 0.1, householdShare: 0.5 },
})
const sample = [...world.visits()]
const scored = world.browsers.filter(({ isCrowd }) => !isCrowd)

const value = ({ readings }: Visit, name: string) => JSON.stringify(readings[name]?.value)

test('has as many scored browsers as asked for, in the shares asked for', () => {
  expect(scored.length).toBe(200)
  expect(scored.filter(({ group }) => group === 'fleet').length).toBe(20)
  expect(scored.filter(({ group }) => group === 'household').length).toBe(100)
})

test('time runs forward and every browser comes', () => {
  const times = sample.map(({ snapshot }) => snapshot.at)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(new Set(sample.map(({ snapshot }) => snapshot.browser.index)).size).toBe(
    world.browsers.length,
  )
})

test('addresses are written as the server writes them', () => {
  const wrong = sample.filter(({ network }) => normalizeAddress(network.ip) !== network.ip)
  expect(wrong.map(({ network }) => network.ip)).toEqual([])
})

test('no browser goes back to an older release, and most move on', () => {
  const last = new Map<number, number>()
  const first = new Map<number, number>()
  for (const { snapshot } of sample) {
    const { index } = snapshot.browser
    expect(snapshot.major).toBeGreaterThanOrEqual(last.get(index) ?? 0)
    last.set(index, snapshot.major)
    if (!first.has(index)) first.set(index, snapshot.major)
  }
  const moved = scored.filter(({ index }) => last.get(index) !== first.get(index)).length
  expect(moved / scored.length).toBeGreaterThan(0.5)
})

test('machines of one fleet cannot be told apart by hardware, fonts or drawings', () => {
  const fleets = new Map<string, Visit[]>()
  for (const visit of sample) {
    const { browser, at, machine, isIncognito } = visit.snapshot
    if (browser.group !== 'fleet' || isIncognito || browser.hiding !== 'none') continue
    if (machine.isDocked) continue
    // Compared within one week, in which no update may fall between two of them.
    const key = `${browser.row.id}/${Math.floor(at / 604_800_000)}/${value(visit, 'userAgent')}`
    fleets.set(key, [...(fleets.get(key) ?? []), visit])
  }
  const groups = [...fleets.values()].filter((visits) => visits.length > 1)
  expect(groups.length).toBeGreaterThan(5)
  const unlike = groups.filter(
    (visits) => new Set(visits.map((visit) => value(visit, 'webglBasics'))).size > 1,
  )
  expect(unlike.length / groups.length).toBeLessThan(0.1)
})

test('a private Safari window draws differently every time, an open one does not', () => {
  const safari = sample.filter(({ snapshot }) => snapshot.browser.family === 'webkit')
  const hidden = safari.filter(({ snapshot }) => snapshot.isIncognito)
  const canvases = new Set(hidden.map((visit) => value(visit, 'canvas')))
  expect(hidden.length).toBeGreaterThan(3)
  expect(canvases.size).toBe(hidden.length)
  const open = safari.filter(({ snapshot }) => !snapshot.isIncognito)
  expect(new Set(open.map((visit) => value(visit, 'canvas'))).size).toBeLessThan(open.length / 2)
})
