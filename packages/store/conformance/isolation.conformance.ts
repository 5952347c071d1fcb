import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import { aCommand, anEvent, aProfile, aQuery, someTraits, uniqueLetters, visit } from './sample'

/** Another workspace's object answers exactly like a missing one, in every method. */
export function isolationConformance(getStore: () => Store): void {
  const mine = 'ws_mine'
  const theirs = 'ws_theirs'

  async function theirVisit(store: Store) {
    const profile = aProfile()
    const query = aQuery(theirs, {
      keys: { exact: uniqueLetters(30), blocks: [uniqueLetters(30)] },
    })
    const { event } = await visit(store, query, profile, { usedAt: Date.now() })
    return { profile, query, event }
  }

  test('history finds nothing of it', async () => {
    const store = getStore()
    const { profile, query } = await theirVisit(store)
    const answer = await store.visits.history({
      ...query,
      workspaceId: mine,
      anchors: [profile.visitorId],
    })
    expect(answer.history).toEqual({
      anchored: [{ visitorId: profile.visitorId, state: 'missing' }],
      candidates: [],
    })
    expect(answer.nonceUse).toBeUndefined()
    expect(answer.isBodyUsed).toBe(false)
    expect(answer.versions).toEqual({ exactOwner: null, blocks: [0], visitors: [] })
    expect(await store.visits.findNonce(mine, query.nonce)).toBeUndefined()
    expect(await store.visits.findNonce(theirs, query.nonce)).toBeDefined()
  })

  test('the same ids and keys may be used again, each for itself', async () => {
    const store = getStore()
    const { profile, query, event } = await theirVisit(store)
    const own = { ...query, workspaceId: mine, noncesSince: query.noncesSince }
    const changed = { ...profile, traits: { ...someTraits, product: 'mine' } }
    await visit(store, own, changed, {
      event: anEvent(mine, profile.visitorId, { eventId: event.eventId, linkedId: 'mine' }),
    })
    expect(await store.events.find(theirs, event.eventId)).toMatchObject(event)
    expect((await store.events.find(mine, event.eventId))?.linkedId).toBe('mine')
    expect(await store.visitors.find(theirs, profile.visitorId)).toEqual(profile)
    expect(await store.visitors.find(mine, profile.visitorId)).toEqual(changed)
  })

  test('events are not found, listed, counted or revised', async () => {
    const store = getStore()
    const { profile, event } = await theirVisit(store)
    expect(await store.events.find(mine, event.eventId)).toBeUndefined()
    const list = { workspaceId: mine, visitorId: profile.visitorId, limit: 10 }
    expect(await store.events.listByVisitor(list)).toEqual([])
    expect(await store.events.count(`ws_${uniqueLetters(8)}`)).toBe(0)
    const forged = { ...event, workspaceId: mine, revision: 2 }
    expect(await store.events.revise(forged)).toBe('missing')
    expect(await store.events.find(theirs, event.eventId)).toMatchObject(event)
  })

  test('visitors are not found, deleted or merged', async () => {
    const store = getStore()
    const { profile, event } = await theirVisit(store)
    expect(await store.visitors.find(mine, profile.visitorId)).toBeUndefined()
    expect(await store.visitors.delete(mine, profile.visitorId)).toBe(false)
    const own = aProfile()
    await visit(store, aQuery(mine), own)
    const query = aQuery(mine, { anchors: [own.visitorId] })
    const merge = { younger: profile.visitorId, older: own.visitorId }
    const command = aCommand(query, await store.visits.history(query), own, { merge })
    expect((await store.visits.record(command)).kind).toBe('conflict')
    expect(await store.visitors.find(theirs, profile.visitorId)).toEqual(profile)
    expect(await store.events.find(theirs, event.eventId)).toMatchObject(event)
  })

  test('a deletion in one workspace leaves the same id of another', async () => {
    const store = getStore()
    const { profile, event } = await theirVisit(store)
    await visit(store, aQuery(mine), profile)
    expect(await store.visitors.delete(mine, profile.visitorId)).toBe(true)
    expect(await store.visitors.find(theirs, profile.visitorId)).toEqual(profile)
    expect(await store.events.find(theirs, event.eventId)).toMatchObject(event)
    const query = aQuery(theirs, { anchors: [profile.visitorId] })
    expect((await store.visits.history(query)).history.anchored[0]?.state).toBe('known')
  })

  test('a command across two workspaces is refused', async () => {
    const store = getStore()
    const query = aQuery(mine)
    const profile = aProfile()
    const command = aCommand(query, await store.visits.history(query), profile, {
      event: anEvent(theirs, profile.visitorId),
    })
    await expect(store.visits.record(command)).rejects.toThrow('two workspaces')
  })
}
