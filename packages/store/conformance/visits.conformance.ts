import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import {
  aCommand,
  anEvent,
  aProfile,
  aQuery,
  someTime,
  someTraits,
  uniqueLetters,
  visit,
} from './sample'

export function visitsConformance(getStore: () => Store): void {
  const ws = 'ws_visits'

  test('a visitor is found by anchor, exact key and blocking key', async () => {
    const store = getStore()
    const profile = aProfile({ traits: { ...someTraits, product: 'ü' } })
    const keys = { exact: uniqueLetters(30), blocks: [uniqueLetters(30), uniqueLetters(30)] }
    await visit(store, aQuery(ws, { keys }), profile)
    const query = aQuery(ws, { anchors: [profile.visitorId], keys })
    const { history, nonceUse, isBodyUsed, versions } = await store.visits.history(query)
    expect(history).toEqual({
      anchored: [{ visitorId: profile.visitorId, state: 'known', profile }],
      exact: profile,
      candidates: [profile],
    })
    expect(nonceUse).toBeUndefined()
    expect(isBodyUsed).toBe(false)
    expect(JSON.parse(JSON.stringify(versions))).toEqual(versions)
    expect(await store.visitors.find(ws, profile.visitorId)).toEqual(profile)
  })

  test('an unknown anchor is missing', async () => {
    const { visitorId } = aProfile()
    const { history } = await getStore().visits.history(aQuery(ws, { anchors: [visitorId] }))
    expect(history.anchored).toEqual([{ visitorId, state: 'missing' }])
  })

  test('a later visit keeps the first sight, counts, and takes the new values', async () => {
    const store = getStore()
    const first = aProfile({ lastSeenAt: someTime + 50 })
    await visit(store, aQuery(ws), first)
    const later = {
      ...first,
      firstSeenAt: someTime + 10,
      lastSeenAt: someTime + 20,
      traits: { ...someTraits, version: 157 },
      ip: '2001:db8::1',
      visits: 40,
    }
    await visit(store, aQuery(ws, { anchors: [first.visitorId] }), later)
    expect(await store.visitors.find(ws, first.visitorId)).toEqual({
      ...later,
      firstSeenAt: someTime,
      lastSeenAt: someTime + 50,
      visits: 2,
    })
  })

  test('the first use of a nonce is found with its answer, for the time that counts', async () => {
    const store = getStore()
    const usedAt = Date.now()
    const query = aQuery(ws)
    const profile = aProfile()
    const { event } = await visit(store, query, profile, { answer: '{"a":"ü"}', usedAt })
    const use = { eventId: event.eventId, ip: event.ip, usedAt, answer: '{"a":"ü"}' }
    expect(await store.visits.findNonce(ws, query.nonce)).toEqual(use)
    const again = await store.visits.history({ ...query, noncesSince: usedAt })
    expect(again.nonceUse).toEqual(use)
    expect(again.isBodyUsed).toBe(true)
    const tooLate = await store.visits.history({ ...query, noncesSince: usedAt + 1 })
    expect(tooLate.nonceUse).toBeUndefined()
    expect(tooLate.isBodyUsed).toBe(false)
  })

  test('a replayed event writes itself only and leaves the first use alone', async () => {
    const store = getStore()
    const query = aQuery(ws, { keys: { blocks: [uniqueLetters(30)] } })
    const profile = aProfile()
    const first = await visit(store, query, profile, { answer: 'first' })
    const replay = { ...query, anchors: [profile.visitorId] }
    const answer = await store.visits.history(replay)
    const { profile: _unused, ...command } = aCommand(replay, answer, profile, {
      event: anEvent(ws, profile.visitorId, { replayed: true, ip: '198.51.100.9' }),
      answer: 'second',
      usedAt: someTime + 5,
    })
    expect(await store.visits.record(command)).toEqual({ kind: 'recorded' })
    const { nonceUse } = await store.visits.history(query)
    expect(nonceUse?.eventId).toBe(first.event.eventId)
    expect(nonceUse?.answer).toBe('first')
    expect(await store.events.find(ws, command.event.eventId)).toMatchObject(command.event)
    expect((await store.visitors.find(ws, profile.visitorId))?.visits).toBe(1)
  })

  test('a nonce that is used by now is a conflict, and nothing is written', async () => {
    const store = getStore()
    const query = aQuery(ws)
    const stale = await store.visits.history(query)
    await visit(store, query, aProfile())
    const late = aCommand(query, stale, aProfile())
    const outcome = await store.visits.record(late)
    expect(outcome.kind).toBe('conflict')
    if (outcome.kind === 'conflict') expect(outcome.fresh.nonceUse).toBeDefined()
    expect(await store.events.find(ws, late.event.eventId)).toBeUndefined()
    expect(await store.visitors.find(ws, late.event.identification.visitorId)).toBeUndefined()
  })

  test('an exact key that found an owner is a conflict that names it', async () => {
    const store = getStore()
    const keys = { exact: uniqueLetters(30), blocks: [] }
    const query = aQuery(ws, { keys })
    const stale = await store.visits.history(query)
    const winner = aProfile()
    await visit(store, aQuery(ws, { keys }), winner)
    const command = aCommand(query, stale, aProfile())
    const expects = { ...command.expects, checkBlocks: false }
    const outcome = await store.visits.record({ ...command, expects })
    expect(outcome.kind === 'conflict' && outcome.fresh.history.exact).toEqual(winner)
  })

  test('a visitor that is gone is a conflict', async () => {
    const store = getStore()
    const profile = aProfile()
    await visit(store, aQuery(ws), profile)
    const query = aQuery(ws, { anchors: [profile.visitorId] })
    const stale = await store.visits.history(query)
    await store.visitors.delete(ws, profile.visitorId)
    const outcome = await store.visits.record(aCommand(query, stale, profile))
    expect(outcome.kind === 'conflict' && outcome.fresh.history.anchored).toEqual([
      { visitorId: profile.visitorId, state: 'deleted' },
    ])
  })

  test('a missing anchor may come back under its id, unless it was deleted meanwhile', async () => {
    const store = getStore()
    const profile = aProfile()
    const query = aQuery(ws, { anchors: [profile.visitorId] })
    const missing = await store.visits.history(query)
    await visit(store, query, profile)
    await store.visitors.delete(ws, profile.visitorId)
    const again = { ...query, nonce: uniqueLetters(12), bodyHash: uniqueLetters(12) }
    const outcome = await store.visits.record(aCommand(again, missing, profile))
    expect(outcome.kind).toBe('conflict')
  })

  test('an event id is taken once in a workspace', async () => {
    const store = getStore()
    const { event } = await visit(store, aQuery(ws), aProfile())
    const other = aProfile()
    const query = aQuery(ws)
    const command = aCommand(query, await store.visits.history(query), other, {
      event: anEvent(ws, other.visitorId, { eventId: event.eventId }),
    })
    expect(await store.visits.record(command)).toEqual({ kind: 'event_id_taken' })
    expect(await store.visitors.find(ws, other.visitorId)).toBeUndefined()
    expect(await store.events.find(ws, event.eventId)).toMatchObject(event)
  })
}
