import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, otherDevice, type TestHouse, twoTenants } from '../../test/house'

let house: TestHouse
beforeAll(async () => {
  const [a, b] = twoTenants.workspaces
  if (!a || !b) throw new Error('there are two tenants')
  house = await openTestHouse({ tenants: { workspaces: [{ ...a, retentionDays: 30 }, b] } })
})
afterAll(() => house.close())

const start = 1_790_000_000_000
const dayMs = 86_400_000

const tick = async (now: number) => {
  const headers = { 'x-whorl-now': `${now}` }
  const answer = await house.app.inject({ method: 'POST', url: '/dev/tick', headers })
  expect(answer.json().jobs).toContain('remove what is too old')
}
const count = (ws: string) => house.house.store.events.count(ws)

test('keeps what is young enough, removes the rest, in the workspace that asks for it', async () => {
  const signals = otherDevice(71)
  const first = await house.identify({ signals }, { now: start })
  const tokens = { local: first.token ?? '' }
  const later = await house.identify({ signals, tokens }, { now: start + 20 * dayMs })
  expect(later.visitorId).toBe(first.visitorId)
  const gone = await house.identify({ signals: otherDevice(72) }, { now: start })
  for (let at = 0; at < 120; at++)
    await house.identify({ signals, tokens, key: 'pk_b' }, { now: start + at, key: 'pk_b' })
  const find = (id = '') => house.house.store.visitors.find('ws_a', id)

  await tick(start + 30 * dayMs)
  expect(await count('ws_a')).toBe(3)
  await tick(start + 30 * dayMs + 1)
  expect(await count('ws_a')).toBe(1)
  expect(await find(first.visitorId)).toBeDefined()
  expect(await find(gone.visitorId)).toBeUndefined()
  await tick(start + 51 * dayMs)
  expect(await count('ws_a')).toBe(0)
  expect(await find(first.visitorId)).toBeUndefined()
  expect(await count('ws_b')).toBe(120)

  // Not deleted by anybody: its token still says who it is.
  const back = await house.identify({ signals, tokens }, { now: start + 52 * dayMs })
  expect(back.visitorId).toBe(first.visitorId)
})

test('more than a slice goes in one run, and visits get through meanwhile', async () => {
  const signals = otherDevice(73)
  for (let at = 0; at < 250; at++) await house.identify({ signals }, { now: start + at })
  expect(await count('ws_a')).toBeGreaterThan(250)
  let isDone = false
  const removal = tick(start + 60 * dayMs).then(() => {
    isDone = true
  })
  let between = 0
  while (!isDone) {
    await house.identify({ signals: otherDevice(74) }, { now: start + 60 * dayMs })
    if (!isDone) between++
  }
  await removal
  expect(between).toBeGreaterThan(2)
  expect(await house.house.store.events.count('ws_a')).toBeGreaterThanOrEqual(between)
  expect(await house.house.store.events.count('ws_a')).toBeLessThanOrEqual(between + 2)
})
