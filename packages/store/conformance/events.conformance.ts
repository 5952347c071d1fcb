import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import {
  aCommand,
  anEdgeEvent,
  anEvent,
  anEventId,
  aProfile,
  aQuery,
  someTime,
  uniqueLetters,
  visit,
} from './sample'

export function eventsConformance(getStore: () => Store): void {
  const ws = 'ws_events'

  test('an event comes back as it was recorded', async () => {
    const store = getStore()
    const profile = aProfile()
    const event = anEvent(ws, profile.visitorId, {
      linkedId: 'user 1',
      tag: { deep: [1, 1.5, null, true, { 'a.b': 'ü' }], empty: {} },
      suspect: false,
      origin: 'https://shop.example',
      late: { announced: ['fonts'] },
      verdicts: { bot: { value: { result: 'good' }, evidence: [] } },
    })
    await visit(store, aQuery(ws), profile, { event })
    expect(await store.events.find(ws, event.eventId)).toMatchObject(event)
    expect(await store.events.find(ws, anEventId(someTime))).toBeUndefined()
    expect(await store.events.find(ws, 'nonsense')).toBeUndefined()
  })

  test('a list is newest first, bytewise within one millisecond, and has no gaps', async () => {
    const store = getStore()
    const profile = aProfile()
    const suffixes = ['zzzzzz', 'AAAAAA', 'aaaaaa', 'Zzzzzz', '000000', '9zzzzz']
    const ids = [
      ...suffixes.map((suffix) => `${someTime}.${suffix}`),
      `${someTime + 1}.000000`,
      `${someTime - 1}.zzzzzz`,
    ]
    for (const eventId of ids) {
      const timestamp = Number(eventId.slice(0, 13))
      const event = anEvent(ws, profile.visitorId, { eventId, timestamp })
      await visit(store, aQuery(ws, { anchors: [profile.visitorId] }), profile, { event })
    }
    const expected = [...ids].sort().reverse()
    const list = async (limit: number, before?: { timestamp: number; eventId?: string }) => {
      const query = { workspaceId: ws, visitorId: profile.visitorId, limit }
      const events = await store.events.listByVisitor({ ...query, ...(before && { before }) })
      return events.map(({ eventId }) => eventId)
    }
    expect(await list(500)).toEqual(expected)
    expect(await list(3)).toEqual(expected.slice(0, 3))
    for (const [index, eventId] of expected.entries()) {
      const before = { timestamp: Number(eventId.slice(0, 13)), eventId }
      expect(await list(2, before)).toEqual(expected.slice(index + 1, index + 3))
    }
    expect(await list(500, { timestamp: someTime })).toEqual([`${someTime - 1}.zzzzzz`])
  })

  test('a revision replaces the one before it only', async () => {
    const store = getStore()
    const profile = aProfile()
    const { event } = await visit(store, aQuery(ws), profile)
    const second = { ...event, revision: 2, linkedId: 'user 2', suspect: true, tag: { a: 1 } }
    expect(await store.events.revise(second)).toBe('revised')
    expect(await store.events.revise({ ...event, revision: 2, tag: 'other' })).toBe('moved')
    expect(await store.events.find(ws, event.eventId)).toEqual(second)
    expect(await store.events.revise({ ...second, revision: 4 })).toBe('moved')
    expect(await store.events.revise({ ...second, revision: 3 })).toBe('revised')
    const unknown = anEvent(ws, profile.visitorId, { revision: 2 })
    expect(await store.events.revise(unknown)).toBe('missing')
  })

  test('of parallel revisions one wins', async () => {
    const store = getStore()
    const { event } = await visit(store, aQuery(ws), aProfile())
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, tag) => store.events.revise({ ...event, revision: 2, tag })),
    )
    expect(answers.filter((answer) => answer === 'revised')).toHaveLength(1)
  })

  test('revises an event of an edge', async () => {
    const store = getStore()
    const edge = anEdgeEvent(ws)
    await store.events.recordEdge(edge, 3_000)
    const second = { ...edge, revision: 2, suspect: true, linkedId: 'order-1', tag: { a: [1] } }
    expect(await store.events.revise(second)).toBe('revised')
    expect(await store.events.revise(second)).toBe('moved')
    expect(await store.events.find(ws, edge.eventId)).toEqual(second)
  })

  test('an event of an edge comes back as it was recorded, for its workspace', async () => {
    const store = getStore()
    const event = anEdgeEvent(ws, {
      linkedId: 'user 1',
      tag: { deep: [1, null, { 'a.b': 'ü' }] },
      environmentId: '',
      url: 'https://shop.example/login?a=\u0000b',
      userAgent: "Robert'); DROP TABLE events;--",
    })
    expect(await store.events.recordEdge(event, 3843)).toBe('recorded')
    expect(await store.events.find(ws, event.eventId)).toMatchObject(event)
    expect(await store.events.find('ws_other', event.eventId)).toBeUndefined()
  })

  test('an event id is given once, whatever kind of event has it', async () => {
    const store = getStore()
    const event = anEdgeEvent(ws)
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, bucket) => store.events.recordEdge(event, bucket)),
    )
    expect(answers.filter((answer) => answer === 'recorded')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'event_id_taken')).toHaveLength(5)

    const { event: visited } = await visit(store, aQuery(ws), aProfile())
    const { eventId, timestamp } = visited
    const late = anEdgeEvent(ws, { eventId, timestamp })
    expect(await store.events.recordEdge(late, 7)).toBe('event_id_taken')
    expect(await store.events.find(ws, eventId)).toMatchObject(visited)

    const profile = aProfile()
    const query = aQuery(ws)
    const command = aCommand(query, await store.visits.history(query), profile, {
      event: anEvent(ws, profile.visitorId, { eventId: event.eventId }),
    })
    expect(await store.visits.record(command)).toEqual({ kind: 'event_id_taken' })
  })

  test('events of edges are of no visitor, and go with none', async () => {
    const store = getStore()
    const event = anEdgeEvent(ws)
    await store.events.recordEdge(event, 0)
    const query = { workspaceId: ws, visitorId: '', limit: 500 }
    expect(await store.events.listByVisitor(query)).toEqual([])
    expect(await store.visitors.find(ws, '')).toBeUndefined()
    expect(await store.visitors.delete(ws, '')).toBe(false)
    expect(await store.events.find(ws, event.eventId)).toMatchObject(event)
  })

  test('are counted by workspace', async () => {
    const store = getStore()
    const counted = `ws_${uniqueLetters(8)}`
    expect(await store.events.count(counted)).toBe(0)
    await visit(store, aQuery(counted), aProfile())
    await visit(store, aQuery(counted), aProfile())
    expect(await store.events.count(counted)).toBe(2)
  })
}
