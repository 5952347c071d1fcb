import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import { aProfile, aQuery, someTime, visit } from './sample'

export function upkeepConformance(getStore: () => Store): void {
  const ws = 'ws_upkeep'

  test('a purge removes nonces and bodies that were used before, and no others', async () => {
    const store = getStore()
    await store.upkeep.purgeNonces(Number.MAX_SAFE_INTEGER)
    const old = aQuery(ws, { noncesSince: 0 })
    const young = aQuery(ws, { noncesSince: 0 })
    await visit(store, old, aProfile(), { usedAt: someTime - 1 })
    await visit(store, young, aProfile(), { usedAt: someTime })
    expect(await store.upkeep.purgeNonces(someTime)).toBe(2)
    const gone = await store.visits.history(old)
    expect([gone.nonceUse, gone.isBodyUsed]).toEqual([undefined, false])
    const kept = await store.visits.history(young)
    expect([kept.nonceUse?.usedAt, kept.isBodyUsed]).toEqual([someTime, true])
    expect(await store.upkeep.purgeNonces(someTime)).toBe(0)
  })

  test('a use that no longer counts is taken over by the next', async () => {
    const store = getStore()
    const query = aQuery(ws)
    await visit(store, query, aProfile(), { usedAt: someTime, answer: 'old' })
    const later = { ...query, noncesSince: someTime + 1 }
    await visit(store, later, aProfile(), { usedAt: someTime + 2, answer: 'new' })
    const { nonceUse } = await store.visits.history(later)
    expect(nonceUse).toMatchObject({ usedAt: someTime + 2, answer: 'new' })
  })

  test('ping proves, stats measure', async () => {
    const store = getStore()
    await store.upkeep.ping()
    const stats = await store.upkeep.stats()
    expect(stats.queued).toBe(0)
    expect(stats.databaseBytes).toBeGreaterThan(4_000)
  })
}
