import { describe, expect, test } from 'vitest'
import type { Linker } from '../linker'
import type { Visit } from '../world/browser'
import { createWorld } from '../world/world'
import { defaultShares } from '../world-parameters'
import { createEckersley } from './eckersley'
import { createExactHash } from './exact-hash'
import { createFpStalker } from './fp-stalker'

const options = { seed: 5, browsers: 60, days: 30, shares: { ...defaultShares, fleetShare: 0 } }
const sample = [...createWorld(options).visits()].filter(
  ({ snapshot }) => snapshot.browser.hiding === 'none' && !snapshot.isIncognito,
)
const one = some((visit) => visit.snapshot.browser.row.os === 'Windows')
const other = some((visit) => visit.snapshot.browser.row.os === 'macOS')

function some(fits: (visit: Visit) => boolean): Visit {
  const visit = sample.find(fits)
  if (!visit) throw new Error('the world has no such visit')
  return visit
}

/** The same browser with other values, some days later. */
function changed(visit: Visit, values: Record<string, unknown>, days = 1): Visit {
  const readings = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value }]),
  )
  const snapshot = { ...visit.snapshot, at: visit.snapshot.at + days * 86_400_000 }
  return { ...visit, snapshot, readings: { ...visit.readings, ...readings } }
}

async function ids(linker: Linker, visits: readonly Visit[]): Promise<string[]> {
  const found: string[] = []
  for (const visit of visits) found.push((await linker.see(visit, undefined)).id)
  return found
}

describe.each([
  ['exact hash', createExactHash],
  ['Eckersley', createEckersley],
  ['FP-Stalker', createFpStalker],
])('%s', (_, create) => {
  test('gives equal visits one id and different browsers two', async () => {
    const [first, second, third] = await ids(create(), [one, other, changed(one, {})])
    expect(third).toBe(first)
    expect(second).not.toBe(first)
  })

  test('believes a token', async () => {
    expect((await create().see(one, 'kept')).id).toBe('kept')
  })
})

test('the exact hash loses a browser with one change', async () => {
  const [first, second] = await ids(createExactHash(), [
    one,
    changed(one, { timezone: 'Asia/Tokyo' }),
  ])
  expect(second).not.toBe(first)
})

test('Eckersley follows one change and not two', async () => {
  const moved = changed(one, { timezone: 'Asia/Tokyo' })
  const both = changed(one, { timezone: 'Asia/Tokyo', screenResolution: [999, 888] })
  const [first, second] = await ids(createEckersley(), [one, moved])
  expect(second).toBe(first)
  const [third, fourth] = await ids(createEckersley(), [one, both])
  expect(fourth).not.toBe(third)
})

describe('FP-Stalker', () => {
  test('follows another screen, and not another canvas', async () => {
    const screen = changed(one, { screenResolution: [999, 888] })
    const [first, second] = await ids(createFpStalker(), [one, screen])
    expect(second).toBe(first)
    const [third, fourth] = await ids(createFpStalker(), [one, changed(one, { canvas: 'other' })])
    expect(fourth).not.toBe(third)
  })

  test('forgets an id after 30 idle days', async () => {
    const [first, second] = await ids(createFpStalker(), [one, changed(one, {}, 31)])
    expect(second).not.toBe(first)
  })

  test('issues a new id when two ids fit', async () => {
    const linker = createFpStalker()
    await linker.see(one, 'a')
    await linker.see(one, 'b')
    expect(['a', 'b']).not.toContain((await linker.see(changed(one, {}), undefined)).id)
  })
})
