import { expect, test } from 'vitest'
import { openStore } from '../src/open-store'
import { type TestBackend, testOptions } from './backend'
import { aCommand, anEvent, aProfile, aQuery, someTraits, uniqueLetters, visit } from './sample'

export function deletionConformance(getBackend: () => TestBackend): void {
  const ws = 'ws_deletion'

  test('leaves the id in no table and no page, and others whole', async () => {
    const backend = getBackend()
    const url = await backend.newUrl()
    const store = await openStore(url, testOptions)
    const gone = aProfile({
      traits: { ...someTraits, product: 'product-of-the-deleted' },
    })
    const stays = Array.from({ length: 40 }, () => aProfile())
    const blocks = [uniqueLetters(30)]
    const keys = { exact: uniqueLetters(30), blocks }
    for (const profile of stays.slice(0, 20)) {
      await visit(store, aQuery(ws, { keys: { blocks } }), profile)
    }
    for (let at = 0; at < 250; at += 1) {
      const query = aQuery(ws, { anchors: [gone.visitorId], keys })
      const answer = JSON.stringify({ visitorId: gone.visitorId })
      const event = anEvent(ws, gone.visitorId, { linkedId: 'linked-to-the-deleted' })
      await visit(store, query, gone, { event, answer })
    }
    for (const profile of stays.slice(20)) await visit(store, aQuery(ws), profile)
    expect(await backend.dump(url)).toContain(gone.visitorId)

    expect(await store.visitors.delete(ws, gone.visitorId)).toBe(true)
    const dump = await backend.dump(url)
    for (const trace of [gone.visitorId, 'product-of-the-deleted', 'linked-to-the-deleted']) {
      expect(dump).not.toContain(trace)
    }
    expect(await store.events.count(ws)).toBe(40)
    const candidates = (await store.visits.history(aQuery(ws, { keys: { blocks } }))).history
    expect(candidates.candidates).toHaveLength(20)
    expect(await store.visitors.delete(ws, gone.visitorId)).toBe(false)
    await store.close()
  })

  test('is remembered after opening again, under the same key only', async () => {
    const url = await getBackend().newUrl()
    const profile = aProfile()
    const query = aQuery(ws, { anchors: [profile.visitorId] })
    const first = await openStore(url, testOptions)
    await visit(first, query, profile)
    await first.visitors.delete(ws, profile.visitorId)
    await first.close()
    const again = await openStore(url, testOptions)
    expect((await again.visits.history(query)).history.anchored[0]?.state).toBe('deleted')
    await again.close()
    const other = await openStore(url, { tombstoneKey: new Uint8Array(32) })
    expect((await other.visits.history(query)).history.anchored[0]?.state).toBe('missing')
    await other.close()
  })

  test('takes events of an id that never became a visitor', async () => {
    const store = await openStore(await getBackend().newUrl(), testOptions)
    const profile = aProfile()
    const query = aQuery(ws)
    const answer = await store.visits.history(query)
    const { profile: _unused, ...command } = aCommand(query, answer, profile, {
      event: anEvent(ws, profile.visitorId, { replayed: true }),
    })
    expect(await store.visits.record(command)).toEqual({ kind: 'recorded' })
    expect(await store.visitors.delete(ws, profile.visitorId)).toBe(true)
    expect(await store.events.find(ws, command.event.eventId)).toBeUndefined()
    expect(await store.visits.findNonce(ws, query.nonce)).toBeUndefined()
    await store.close()
  })
}
