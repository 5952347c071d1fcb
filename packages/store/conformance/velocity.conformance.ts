import { busyVisitorEvents, type EventRecord, type Profile, type Velocity } from '@whorl/core'
import { expect, test } from 'vitest'
import { toEventRow } from '../src/event-row'
import { openStore } from '../src/open-store'
import type { RecordCommand, Store } from '../src/store'
import { type TestBackend, testOptions } from './backend'
import { aCommand, anEdgeEvent, anEvent, aProfile, aQuery, someTime, visit } from './sample'
import { createDraw, inCountry, recountVelocity } from './velocity-sample'

const hourMs = 3_600_000

/** A visit of the profile, as it is stored. */
export async function visitAt(
  store: Store,
  ws: string,
  profile: Profile,
  event: Partial<EventRecord>,
  changes: Partial<RecordCommand> = {},
): Promise<EventRecord> {
  const { visitorId } = profile
  const query = aQuery(ws, { anchors: [visitorId] })
  const made = await visit(store, query, profile, {
    event: anEvent(ws, visitorId, event),
    ...changes,
  })
  return readEvent(store, made.event)
}

async function readEvent(store: Store, { workspaceId, eventId }: EventRecord) {
  const event = await store.events.find(workspaceId, eventId)
  if (event?.source !== 'device') throw new Error('the event is not there')
  return event
}

/** Visits with busy and rare keys, at times that may run backwards. */
export function drawVisits(seed: number): () => { profile: Profile; event: Partial<EventRecord> } {
  const draw = createDraw(seed)
  const profiles = Array.from({ length: 12 }, () => aProfile())
  let now = someTime
  return () => {
    now += draw(30) === 0 ? draw(6 * hourMs) : draw(60_000)
    const linkedId = draw(4)
    const profile = profiles[draw(3) === 0 ? draw(12) : 0]
    if (!profile) throw new Error('there are twelve profiles')
    return {
      profile,
      event: {
        timestamp: now - (draw(3) === 0 ? draw(draw(20) === 0 ? 30 * hourMs : 400_000) : 0),
        ip: `192.0.2.${draw(2) === 0 ? 1 : draw(60)}`,
        ...(linkedId > 0 && { linkedId: linkedId === 1 ? 'everybody' : `order-${draw(20)}` }),
        ...(draw(5) > 0 && { verdicts: inCountry(['DE', 'FR', 'PL'][draw(3)] ?? 'DE') }),
      },
    }
  }
}

/** Events of a visitor: many of one millisecond, the others five seconds apart. */
function drawPast(ws: string, visitorId: string, count: number): EventRecord[] {
  return Array.from({ length: count }, (_, index) =>
    anEvent(ws, visitorId, {
      timestamp: someTime - (index < 9_000 ? 10 * hourMs : 20 * hourMs - index * 5_000),
      ip: `192.0.2.${index % 200}`,
      ...(index % 5 > 0 && { linkedId: index % 2 > 0 ? 'everybody' : `order-${index}` }),
      verdicts: inCountry(['DE', 'FR', 'PL'][index % 3] ?? 'DE'),
    }),
  )
}

/** SQL of both dialects. */
function insertPast(events: readonly EventRecord[]): string {
  const rows = events.map((event) => {
    const row = toEventRow(event)
    const linkedId = row.linkedId === null ? 'NULL' : `'${row.linkedId}'`
    return `('${row.ws}', ${row.bucket}, ${row.ts}, '${row.eventId}', '${row.visitorId}',
      ${linkedId}, '${row.ip}', '${row.country}', '', 0, 0, 1, '', '')`
  })
  return `INSERT INTO events (ws, bucket, ts, event_id, visitor_id, linked_id, ip, country,
    env, replayed, flags, revision, nonce_key, body_key) VALUES ${rows.join()}`
}

function withoutDistinctDays({ events, ipEvents, ...distinct }: Velocity) {
  const short = Object.entries(distinct).map(([name, { day: _, ...counts }]) => [name, counts])
  return { events, ipEvents, ...Object.fromEntries(short) }
}

export function velocityConformance(getStore: () => Store, getBackend: () => TestBackend): void {
  test('is what a recount says, whatever the order of times, also after opening again', async () => {
    const url = await getBackend().newUrl()
    let store = await openStore(url, testOptions)
    const next = drawVisits(7)
    const events: EventRecord[] = []
    for (let index = 0; index < 450; index += 1) {
      if (index === 300) {
        await store.close()
        store = await openStore(url, testOptions)
      }
      const { profile, event } = next()
      const stored = await visitAt(store, 'ws_stream', profile, event)
      events.push(stored)
      expect(stored.velocity).toEqual(recountVelocity(events))
    }
    await store.close()
  })

  test('is that of a recount for a visitor of 21,000 events that this process meets first', async () => {
    const url = await getBackend().newUrl()
    await (await openStore(url, testOptions)).close()
    const ws = 'ws_very_busy'
    const profile = aProfile()
    const events = drawPast(ws, profile.visitorId, 21_000)
    await getBackend().exec(url, insertPast(events))
    const store = await openStore(url, testOptions)
    let days = 0
    // Too busy for distinct values of the day, then not any more, then earlier than all of it.
    for (const hours of [0, 0.001, 0.5, 8, 8.001, -6, 8.001]) {
      const timestamp = someTime + hours * hourMs
      const stored = await visitAt(store, ws, profile, { timestamp, linkedId: 'everybody' })
      events.push(stored)
      const { velocity } = stored
      const expected = recountVelocity(events)
      expect(velocity?.events).toEqual(expected.events)
      if (expected.events.day > busyVisitorEvents) {
        expect(velocity).toEqual(withoutDistinctDays(expected))
      } else {
        expect(velocity).toEqual(expected)
        days += 1
      }
    }
    expect(days).toBe(4)
    await store.close()
  })

  test('counts what came at the same moment one by one', async () => {
    const store = getStore()
    const profile = aProfile()
    const ip = '198.51.100.7'
    const ws = 'ws_moment'
    await visitAt(store, ws, profile, { ip })
    const visits = Array.from({ length: 40 }, () => visitAt(store, ws, profile, { ip }))
    const counts = (await Promise.all(visits)).map(({ velocity }) => velocity)
    const ordered = Array.from({ length: 40 }, (_, index) => index + 2)
    const sorted = (numbers: (number | undefined)[]) => numbers.sort((a = 0, b = 0) => a - b)
    expect(sorted(counts.map((velocity) => velocity?.events.day))).toEqual(ordered)
    expect(sorted(counts.map((velocity) => velocity?.ipEvents.day))).toEqual(ordered)
  })

  test('does not count what was not recorded', async () => {
    const store = getStore()
    const ws = 'ws_conflict'
    const profile = aProfile()
    const known = aQuery(ws, { anchors: [profile.visitorId] })
    for (let index = 0; index < 40; index += 1) await visitAt(store, ws, profile, {})
    const answer = await store.visits.history(known)
    const command = aCommand(known, answer, profile)
    const stale = { ...command, expects: { ...command.expects, isBodyUsed: true } }
    expect((await store.visits.record(stale)).kind).toBe('conflict')
    const { event } = await visit(store, known, profile)
    const again = { ...aCommand(known, await store.visits.history(known), profile), event }
    expect((await store.visits.record(again)).kind).toBe('event_id_taken')
    expect((await visitAt(store, ws, profile, {})).velocity?.events.day).toBe(42)
  })

  test('counts visitors of its own workspace, and no events of edges', async () => {
    const store = getStore()
    const profile = aProfile()
    const same = { ip: '198.51.100.8', linkedId: 'shared' }
    await visitAt(store, 'ws_velocity_a', profile, same)
    await store.events.recordEdge(anEdgeEvent('ws_velocity_b', same), 1)
    const { velocity } = await visitAt(store, 'ws_velocity_b', profile, same)
    expect(velocity).toMatchObject({ events: { day: 1 }, ipEvents: { day: 1 } })
    expect(velocity?.distinctVisitorIdByLinkedId?.day).toBe(1)
  })

  test.each([3, 40])('forgets a deleted visitor with %d events', async (count) => {
    const store = getStore()
    const ws = `ws_velocity_gone_${count}`
    const [gone, stays] = [aProfile(), aProfile()]
    const same = { linkedId: 'shared' }
    for (let index = 0; index < count; index += 1) await visitAt(store, ws, gone, same)
    for (let index = 0; index < 40; index += 1) await visitAt(store, ws, stays, same)
    await store.visitors.delete(ws, gone.visitorId)
    const { velocity } = await visitAt(store, ws, stays, same)
    expect(velocity).toMatchObject({ events: { day: 41 }, ipEvents: { day: 41 } })
    expect(velocity?.distinctVisitorIdByLinkedId?.day).toBe(1)
  })

  test.each([3, 40])('follows a linked id that is changed after %d events', async (count) => {
    const store = getStore()
    const ws = `ws_velocity_edit_${count}`
    const [one, other] = [aProfile(), aProfile()]
    for (let index = 0; index < count; index += 1) {
      await visitAt(store, ws, one, { linkedId: 'before' })
    }
    const event = await visitAt(store, ws, other, { linkedId: 'before', ip: '192.0.2.9' })
    expect(event.velocity?.distinctIpByLinkedId?.day).toBe(2)
    await store.events.revise({ ...event, revision: 2, linkedId: 'after' })
    const { velocity } = await visitAt(store, ws, one, { linkedId: 'before' })
    expect(velocity?.distinctIpByLinkedId?.day).toBe(1)
    const next = await visitAt(store, ws, one, { linkedId: 'after' })
    expect(next.velocity?.distinctIpByLinkedId?.day).toBe(2)
    expect(next.velocity?.distinctLinkedId?.day).toBe(2)
  })

  test('says whose activity is high, and says nothing without a measure', async () => {
    const store = getStore()
    const ws = 'ws_activity'
    const profile = aProfile()
    const usual = { usualDailyEvents: 1 }
    const first = await visitAt(store, ws, profile, {}, usual)
    expect(first.highActivity).toEqual({ isHigh: false })
    const second = await visitAt(store, ws, profile, {}, usual)
    expect(second.highActivity).toEqual({ isHigh: true, dailyRequests: 2 })
    expect((await visitAt(store, ws, profile, {})).highActivity).toBeUndefined()
  })

  test('tells how many visitors had how many events within a day', async () => {
    const store = getStore()
    const ws = 'ws_daily'
    const profiles = Array.from({ length: 4 }, () => aProfile())
    const dayMs = 24 * hourMs
    for (const [index, profile] of profiles.entries()) {
      for (let count = 0; count <= index; count += 1) {
        await visitAt(store, ws, profile, { timestamp: someTime - dayMs + 1 })
      }
      await visitAt(store, ws, profile, { timestamp: someTime - dayMs })
      await visitAt(store, ws, profile, { timestamp: someTime + 1 })
    }
    await visitAt(store, ws, aProfile(), { timestamp: someTime })
    await store.events.recordEdge(anEdgeEvent(ws), 1)
    const histogram = [...(await store.visitors.dailyEvents(ws, someTime))]
    expect(histogram.sort(([a], [b]) => a - b)).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 1],
    ])
    expect(await store.visitors.dailyEvents('ws_nobody', someTime)).toEqual([])
  })
}
