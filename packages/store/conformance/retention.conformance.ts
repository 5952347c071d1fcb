import { expect, test } from 'vitest'
import { openStore } from '../src/open-store'
import type { Store } from '../src/store'
import { type TestBackend, testOptions } from './backend'
import { anEdgeEvent, anEvent, aProfile, aQuery, someTime, uniqueLetters, visit } from './sample'

export function retentionConformance(getBackend: () => TestBackend): void {
  const ws = 'ws_retention'
  const open = async () => openStore(await getBackend().newUrl(), testOptions)

  /** Every slice, until none is left. */
  async function removeVisitors(store: Store, workspaceId: string, before: number, max: number) {
    let removed = 0
    let after: string | undefined
    do {
      const slice = { workspaceId, before, max, ...(after !== undefined && { after }) }
      const answer = await store.upkeep.removeOldVisitors(slice)
      removed += answer.removed
      after = answer.after
    } while (after !== undefined)
    return removed
  }

  test('removes events before a time, the oldest first, of one workspace alone', async () => {
    const store = await open()
    const profile = aProfile()
    const query = () => aQuery(ws, { anchors: [profile.visitorId], noncesSince: 0 })
    const uses: string[] = []
    const ids: string[] = []
    for (const age of [3, 1, 0, 2]) {
      const event = anEvent(ws, profile.visitorId, { timestamp: someTime - age })
      const { query: used } = await visit(store, query(), profile, { event })
      uses[age] = used.nonce
      ids[age] = event.eventId
    }
    const edge = anEdgeEvent(ws, { timestamp: someTime - 2 })
    await store.events.recordEdge(edge, 7)
    const foreign = anEvent('ws_other', profile.visitorId, { timestamp: someTime - 9 })
    await visit(store, aQuery('ws_other'), profile, { event: foreign })

    const slice = { workspaceId: ws, before: someTime, max: 2 }
    const first = await store.upkeep.removeOldEvents(slice)
    expect(first).toBe(2)
    expect(await store.events.find(ws, ids[3] ?? '')).toBeUndefined()
    expect(await store.events.find(ws, ids[1] ?? '')).toBeDefined()
    expect(await store.upkeep.removeOldEvents(slice)).toBe(2)
    expect(await store.upkeep.removeOldEvents(slice)).toBe(0)
    expect(await store.events.find(ws, edge.eventId)).toBeUndefined()
    expect(await store.events.find(ws, ids[0] ?? '')).toMatchObject({ timestamp: someTime })
    expect(await store.events.count(ws)).toBe(1)
    expect(await store.events.count('ws_other')).toBe(1)
    const nonceUse = async (nonce = '') =>
      (await store.visits.history(aQuery(ws, { nonce, noncesSince: 0 }))).nonceUse?.eventId
    expect(await nonceUse(uses[3])).toBeUndefined()
    expect(await nonceUse(uses[0])).toBe(ids[0])
    await store.close()
  })

  test('removes visitors who were not seen since, with what finds them', async () => {
    const backend = getBackend()
    const url = await backend.newUrl()
    const store = await openStore(url, testOptions)
    const keys = { exact: uniqueLetters(30), blocks: [uniqueLetters(30)] }
    const old = aProfile({ lastSeenAt: someTime - 1 })
    const young = aProfile({ lastSeenAt: someTime })
    const past = (id: string) => anEvent(ws, id, { timestamp: someTime - 1 })
    await visit(store, aQuery(ws, { keys }), old, { event: past(old.visitorId) })
    await visit(store, aQuery(ws), young, { event: past(young.visitorId) })
    await visit(store, aQuery('ws_other'), old, { event: anEvent('ws_other', old.visitorId) })
    await store.upkeep.removeOldEvents({ workspaceId: ws, before: someTime, max: 9 })

    expect(await removeVisitors(store, ws, someTime, 1)).toBe(1)
    expect(await store.visitors.find(ws, old.visitorId)).toBeUndefined()
    expect(await store.visitors.find(ws, young.visitorId)).toBeDefined()
    expect(await store.visitors.find('ws_other', old.visitorId)).toBeDefined()
    const { history } = await store.visits.history(
      aQuery(ws, { keys, anchors: [old.visitorId], noncesSince: 0 }),
    )
    expect(history.candidates).toEqual([])
    expect(history.exact).toBeUndefined()
    // Not `deleted`: with its token it becomes the same visitor again.
    expect(history.anchored[0]?.state).toBe('missing')
    await store.close()
  })

  test('leaves visitors who still have an event, whatever their last visit says', async () => {
    const store = await open()
    const profile = aProfile({ lastSeenAt: someTime - 5 })
    const event = anEvent(ws, profile.visitorId, { timestamp: someTime + 5 })
    await visit(store, aQuery(ws), profile, { event })
    expect(await removeVisitors(store, ws, someTime, 10)).toBe(0)
    expect(await store.visitors.find(ws, profile.visitorId)).toBeDefined()
    await store.close()
  })

  test('removes merged ids together, and never one of them alone', async () => {
    const store = await open()
    const older = aProfile({ lastSeenAt: someTime - 9 })
    const younger = aProfile({ lastSeenAt: someTime - 9 })
    const at = (id: string, timestamp: number) => anEvent(ws, id, { timestamp })
    for (const one of [older, younger])
      await visit(store, aQuery(ws), one, { event: at(one.visitorId, someTime - 9) })
    const anchors = [older.visitorId, younger.visitorId]
    const merged = { ...older, lastSeenAt: someTime }
    await visit(store, aQuery(ws, { anchors }), merged, {
      event: at(older.visitorId, someTime),
      merge: { younger: younger.visitorId, older: older.visitorId },
    })
    await store.upkeep.removeOldEvents({ workspaceId: ws, before: someTime + 1, max: 9 })
    expect(await removeVisitors(store, ws, someTime, 1)).toBe(0)
    expect((await store.visitors.find(ws, younger.visitorId))?.visitorId).toBe(older.visitorId)
    expect(await removeVisitors(store, ws, someTime + 1, 1)).toBe(1)
    expect(await store.visitors.find(ws, younger.visitorId)).toBeUndefined()
    expect(await store.visitors.find(ws, older.visitorId)).toBeUndefined()
    await store.close()
  })
}
