import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import { aCommand, aProfile, aQuery, someTime, uniqueLetters, visit } from './sample'

export function blocksConformance(getStore: () => Store): void {
  const ws = 'ws_blocks'

  test('a list that grew is a conflict for a new visitor, if asked for', async () => {
    const store = getStore()
    const keys = { blocks: [uniqueLetters(30), uniqueLetters(30)] }
    const query = aQuery(ws, { keys })
    const stale = await store.visits.history(query)
    const other = aProfile()
    await visit(store, aQuery(ws, { keys: { blocks: keys.blocks.slice(1) } }), other)
    const command = aCommand(query, stale, aProfile())
    const outcome = await store.visits.record(command)
    expect(outcome.kind === 'conflict' && outcome.fresh.history.candidates).toEqual([other])
    const insisting = { ...command, expects: { ...command.expects, checkBlocks: false } }
    expect(await store.visits.record(insisting)).toEqual({ kind: 'recorded' })
  })

  test('a list that grew is no conflict for a visitor that was found', async () => {
    const store = getStore()
    const keys = { blocks: [uniqueLetters(30)] }
    const known = aProfile()
    await visit(store, aQuery(ws, { keys }), known)
    const query = aQuery(ws, { keys, anchors: [known.visitorId] })
    const stale = await store.visits.history(query)
    await visit(store, aQuery(ws, { keys }), aProfile())
    expect(await store.visits.record(aCommand(query, stale, known))).toEqual({ kind: 'recorded' })
  })

  test('candidates come newest first, once each', async () => {
    const store = getStore()
    const blocks = [uniqueLetters(30), uniqueLetters(30)]
    const seen = [20, 30, 10].map((at) => aProfile({ lastSeenAt: someTime + at }))
    for (const profile of seen) await visit(store, aQuery(ws, { keys: { blocks } }), profile)
    const { history } = await store.visits.history(aQuery(ws, { keys: { blocks } }))
    expect(history.candidates.map(({ lastSeenAt }) => lastSeenAt - someTime)).toEqual([30, 20, 10])
  })

  test('candidates are left out on demand, when the visitor of an anchor is known', async () => {
    const store = getStore()
    const keys = { exact: uniqueLetters(30), blocks: [uniqueLetters(30)] }
    const [known, other] = [aProfile(), aProfile()]
    await visit(store, aQuery(ws, { keys: { blocks: keys.blocks } }), other)
    await visit(store, aQuery(ws, { keys }), known)
    const changes = { keys, candidates: 'unless_anchored' } as const
    const byToken = aQuery(ws, { ...changes, anchors: [aProfile().visitorId, known.visitorId] })
    const answer = await store.visits.history(byToken)
    expect(answer.areCandidatesLeftOut).toBe(true)
    expect(answer.history).toMatchObject({ exact: known, candidates: [] })
    expect(answer.history.anchored[1]?.profile).toEqual(known)
    expect(await store.visits.record(aCommand(byToken, answer, known))).toEqual({
      kind: 'recorded',
    })

    const byUnknown = aQuery(ws, { ...changes, anchors: [aProfile().visitorId] })
    const read = await store.visits.history(byUnknown)
    expect(read.areCandidatesLeftOut).toBeUndefined()
    expect(read.history.candidates.map(({ visitorId }) => visitorId).sort()).toEqual(
      [known.visitorId, other.visitorId].sort(),
    )
  })

  test('a popular list gives its 24 newest, and no more beside rare ones', async () => {
    const store = getStore()
    const blocks = [uniqueLetters(30)]
    const rare = [uniqueLetters(30)]
    const profiles = Array.from({ length: 170 }, (_, index) =>
      aProfile({ lastSeenAt: someTime + index }),
    )
    for (const [index, profile] of profiles.entries()) {
      const keys = { blocks: index === 20 || index === 5 ? [...blocks, ...rare] : blocks }
      await visit(store, aQuery(ws, { keys }), profile)
    }
    const popular = await store.visits.history(aQuery(ws, { keys: { blocks } }))
    expect(popular.history.candidates).toEqual(profiles.slice(-24).reverse())
    const both = await store.visits.history(aQuery(ws, { keys: { blocks: [...blocks, ...rare] } }))
    const found = both.history.candidates.map(({ visitorId }) => visitorId)
    expect(found).toHaveLength(26)
    expect(found).toContain(profiles[20]?.visitorId)
    expect(found).toContain(profiles[5]?.visitorId)
  })

  test('a popular list that moved is no conflict, a short one is', async () => {
    const store = getStore()
    const popular = uniqueLetters(30)
    const short = uniqueLetters(30)
    for (let count = 0; count < 160; count++) {
      await visit(store, aQuery(ws, { keys: { blocks: [popular] } }), aProfile())
    }
    const record = async (blocks: string[], moved: string) => {
      const query = aQuery(ws, { keys: { blocks } })
      const answer = await store.visits.history(query)
      await visit(store, aQuery(ws, { keys: { blocks: [moved] } }), aProfile())
      return (await store.visits.record(aCommand(query, answer, aProfile()))).kind
    }
    expect(await record([popular, short], popular)).toBe('recorded')
    expect(await record([popular, short], short)).toBe('conflict')
  })

  test('a visitor keeps the 24 keys it showed last', async () => {
    const store = getStore()
    const profile = aProfile()
    const keys = Array.from({ length: 30 }, () => uniqueLetters(30))
    const show = (blocks: string[]) =>
      visit(store, aQuery(ws, { keys: { blocks }, anchors: [profile.visitorId] }), profile)
    const isFoundBy = async (key: string | undefined): Promise<boolean> => {
      if (key === undefined) throw new Error('no such key')
      const { history } = await store.visits.history(aQuery(ws, { keys: { blocks: [key] } }))
      return history.candidates.some(({ visitorId }) => visitorId === profile.visitorId)
    }
    for (let at = 0; at < 24; at += 6) await show(keys.slice(at, at + 6))
    await show(keys.slice(0, 6))
    await show(keys.slice(24, 30))
    expect(await isFoundBy(keys[0])).toBe(true)
    expect(await isFoundBy(keys[6])).toBe(false)
    expect(await isFoundBy(keys[12])).toBe(true)
    expect(await isFoundBy(keys[29])).toBe(true)
  })
}
