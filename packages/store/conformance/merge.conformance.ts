import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import { aCommand, anEvent, aProfile, aQuery, someTime, uniqueLetters, visit } from './sample'

export function mergeConformance(getStore: () => Store): void {
  const ws = 'ws_merge'

  /** Two visitors with one event each, then a visit that proves them one. */
  async function merged(store: Store) {
    const older = aProfile({ firstSeenAt: someTime - 20, lastSeenAt: someTime - 5 })
    const younger = aProfile({ firstSeenAt: someTime - 10, lastSeenAt: someTime - 4 })
    const keys = { exact: uniqueLetters(30), blocks: [uniqueLetters(30)] }
    await visit(store, aQuery(ws), older)
    const own = await visit(store, aQuery(ws, { keys }), younger)
    const query = aQuery(ws, { anchors: [younger.visitorId, older.visitorId] })
    const merge = { younger: younger.visitorId, older: older.visitorId }
    await visit(store, query, { ...older, lastSeenAt: someTime }, { merge })
    return { older, younger, keys, own, merge }
  }

  test('every id of the class finds the older visitor', async () => {
    const store = getStore()
    const { older, younger, keys } = await merged(store)
    const profile = await store.visitors.find(ws, younger.visitorId)
    expect(profile).toEqual({ ...older, lastSeenAt: someTime, visits: 3 })
    const query = aQuery(ws, { anchors: [younger.visitorId, older.visitorId], keys })
    const { history, versions } = await store.visits.history(query)
    expect(history).toEqual({
      anchored: [
        { visitorId: younger.visitorId, state: 'known', profile },
        { visitorId: older.visitorId, state: 'known', profile },
      ],
      exact: profile,
      candidates: [profile],
    })
    expect(versions.exactOwner).toBe(older.visitorId)
  })

  test('every id lists the events of the whole class, and events keep their own id', async () => {
    const store = getStore()
    const { older, younger, own } = await merged(store)
    const list = (visitorId: string) =>
      store.events.listByVisitor({ workspaceId: ws, visitorId, limit: 10 })
    const events = await list(older.visitorId)
    expect(events).toHaveLength(3)
    expect(await list(younger.visitorId)).toMatchObject(events)
    expect(events).toContainEqual(expect.objectContaining(own.event))
    const first = events[0]
    if (!first) throw new Error('the list is empty')
    const before = { timestamp: first.timestamp, eventId: first.eventId }
    const query = { workspaceId: ws, visitorId: younger.visitorId, limit: 10 }
    expect(await store.events.listByVisitor({ ...query, before })).toMatchObject(events.slice(1))
  })

  test('a class joins another class', async () => {
    const store = getStore()
    const { older, younger } = await merged(store)
    const oldest = aProfile({ firstSeenAt: someTime - 100 })
    await visit(store, aQuery(ws), oldest)
    const query = aQuery(ws, { anchors: [older.visitorId, oldest.visitorId] })
    const merge = { younger: older.visitorId, older: oldest.visitorId }
    await visit(store, query, oldest, { merge })
    for (const { visitorId } of [oldest, older, younger]) {
      expect((await store.visitors.find(ws, visitorId))?.visitorId).toBe(oldest.visitorId)
      const all = { workspaceId: ws, visitorId, limit: 10 }
      expect(await store.events.listByVisitor(all)).toHaveLength(5)
    }
  })

  test('a visitor that was merged meanwhile is a conflict', async () => {
    const store = getStore()
    const younger = aProfile()
    const older = aProfile()
    await visit(store, aQuery(ws), younger)
    await visit(store, aQuery(ws), older)
    const query = aQuery(ws, { anchors: [younger.visitorId] })
    const stale = await store.visits.history(query)
    const both = aQuery(ws, { anchors: [younger.visitorId, older.visitorId] })
    const staleBoth = await store.visits.history(both)
    const merge = { younger: younger.visitorId, older: older.visitorId }
    await visit(store, { ...both, nonce: uniqueLetters(9), bodyHash: uniqueLetters(9) }, older, {
      merge,
    })
    const single = await store.visits.record(aCommand(query, stale, younger))
    expect(single.kind === 'conflict' && single.fresh.history.anchored[0]?.profile?.visitorId).toBe(
      older.visitorId,
    )
    const twice = aCommand(both, staleBoth, older, { merge })
    expect((await store.visits.record(twice)).kind).toBe('conflict')
  })

  test('deleting one deletes the class', async () => {
    const store = getStore()
    const { older, younger, keys } = await merged(store)
    expect(await store.visitors.delete(ws, younger.visitorId)).toBe(true)
    const query = aQuery(ws, { anchors: [older.visitorId, younger.visitorId], keys })
    const { history } = await store.visits.history(query)
    expect(history).toEqual({
      anchored: [
        { visitorId: older.visitorId, state: 'deleted' },
        { visitorId: younger.visitorId, state: 'deleted' },
      ],
      candidates: [],
    })
    const left = { workspaceId: ws, visitorId: older.visitorId, limit: 10 }
    expect(await store.events.listByVisitor(left)).toEqual([])
  })

  test('a replayed event of a merged visitor carries the older id', async () => {
    const store = getStore()
    const { older, merge } = await merged(store)
    const query = aQuery(ws, { anchors: [merge.younger] })
    const answer = await store.visits.history(query)
    const { profile: _unused, ...command } = aCommand(query, answer, older, {
      event: anEvent(ws, older.visitorId, { replayed: true }),
    })
    expect(await store.visits.record(command)).toEqual({ kind: 'recorded' })
  })
}
