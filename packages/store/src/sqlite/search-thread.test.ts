import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testOptions } from '../../conformance/backend'
import { manyEvents, newUrlOfManyEvents } from '../../conformance/many-events'
import { anEvent, aProfile, aQuery, visit } from '../../conformance/sample'
import { createSqliteBackend } from '../../conformance/sqlite-backend'
import { openStore } from '../open-store'

const ws = 'ws_many'
const folder = mkdtempSync(join(tmpdir(), 'whorl-search-thread-'))
afterAll(() => rmSync(folder, { recursive: true }))

let url = ''
beforeAll(async () => {
  url = await newUrlOfManyEvents(await createSqliteBackend(folder), ws)
})

const place = { workspaceId: ws, source: 'device', order: 'newest_first', from: 0 } as const
const page = { ...place, to: Number.MAX_SAFE_INTEGER, limit: 10 }
const everything = { ...page, minSuspectScore: 1_000 }

test('what is read at once does not wait for a search, and visits are recorded meanwhile', async () => {
  const store = await openStore(url, testOptions)
  const ends: string[] = []
  const search = store.events.search(everything).then(() => ends.push('search'))
  // The search is with its thread.
  await new Promise(setImmediate)
  await store.events.find(ws, 'nobody')
  await store.visitors.find(ws, 'nobody')
  await store.visits.history(aQuery(ws))
  ends.push('reads')
  await search
  expect(ends).toEqual(['reads', 'search'])
  await store.close()
})

test('a search finds what was committed before it, without end', async () => {
  const store = await openStore(url, testOptions)
  for (let at = 0; at < 50; at += 1) {
    const profile = aProfile()
    const linkedId = `commit ${at}`
    const event = anEvent(ws, profile.visitorId, { linkedId })
    await visit(store, aQuery(ws), profile, { event })
    const found = await store.events.search({ ...page, linkedId })
    expect(found.events.map(({ eventId }) => eventId)).toEqual([event.eventId])
  }
  await store.close()
})

test('the day is counted in between, and gives way to searches', async () => {
  const store = await openStore(url, testOptions)
  const ends: string[] = []
  const until = 1_790_000_000_000 + manyEvents
  const day = store.visitors.dailyEvents(ws, until).then((histogram) => {
    ends.push('day')
    return histogram
  })
  await new Promise(setImmediate)
  await store.events.search({ ...page, linkedId: 'the only one' })
  ends.push('search')
  // One visitor has the copies; fifty more came in the test before.
  expect(Math.max(...(await day).map(([events]) => events))).toBeGreaterThanOrEqual(manyEvents)
  expect(ends).toEqual(['search', 'day'])
  await store.close()
})

test.each([0, 3, 10])('closing %i ms into a search gives it up and opens again', async (waitMs) => {
  const store = await openStore(url, testOptions)
  const searches = Array.from({ length: 12 }, () => store.events.search(everything))
  const outcomes = Promise.allSettled([...searches, store.visitors.dailyEvents(ws, Date.now())])
  await sleep(waitMs)
  await store.close()
  const last = (await outcomes)[11]
  expect(last?.status === 'rejected' && String(last.reason)).toContain('the store is closed')
  const again = await openStore(url, testOptions)
  expect(await again.events.count(ws)).toBeGreaterThan(manyEvents)
  await again.close()
})
