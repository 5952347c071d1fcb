import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventSearchPage } from '../src/event-search'
import { openStore } from '../src/open-store'
import type { Store } from '../src/store'
import { SearchBusyError, SearchTimeoutError } from '../src/store-errors'
import { type TestBackend, testOptions } from './backend'
import { manyEvents, newUrlOfManyEvents } from './many-events'

const ws = 'ws_many'
const whole: EventSearchPage = {
  workspaceId: ws,
  source: 'device',
  from: 0,
  to: Number.MAX_SAFE_INTEGER,
  order: 'newest_first',
  limit: 10,
}
/** No event has the score, so that every row is read. */
const everything: EventSearchPage = { ...whole, minSuspectScore: 1_000 }
const narrow: EventSearchPage = { ...whole, linkedId: 'the only one' }

export function searchBudgetConformance(getBackend: () => TestBackend): void {
  let url = ''
  beforeAll(async () => {
    url = await newUrlOfManyEvents(getBackend(), ws)
  })

  describe('a budget of 5 ms', () => {
    let store: Store | undefined
    const events = (): Store['events'] => {
      if (!store) throw new Error('the store is not open')
      return store.events
    }
    beforeAll(async () => {
      store = await openStore(url, { ...testOptions, searchBudgetMs: 5 })
    })
    afterAll(async () => store?.close())

    test.each([
      ['a search', () => events().search(everything)],
      ['a search for what servers reported', () => events().search({ ...whole, source: 'edge' })],
      [
        'a search from the oldest on',
        () => events().search({ ...everything, order: 'oldest_first' }),
      ],
      ['a count of what is found', () => events().countFound(whole, manyEvents)],
      ['a count of all', () => events().count(ws)],
    ])('gives up %s that takes longer, and the next one works', async (_what, search) => {
      if (getBackend().cannotGiveUp) return
      await expect(search()).rejects.toBeInstanceOf(SearchTimeoutError)
      // On a busy machine five milliseconds may pass over the smallest search.
      const find = () => events().search(narrow)
      await expect.poll(find, { timeout: 30_000 }).toMatchObject({ events: [{}] })
      expect(await store?.visitors.find(ws, 'nobody')).toBeUndefined()
    })
  })

  test('with time enough the same searches end', async () => {
    const store = await openStore(url, { ...testOptions, searchBudgetMs: 80_000 })
    expect(await store.events.search(everything)).toEqual({ events: [] })
    expect(await store.events.search({ ...whole, source: 'edge' })).toEqual({ events: [] })
    expect(await store.events.countFound(whole, manyEvents * 2)).toBe(manyEvents + 1)
    expect(await store.events.count(ws)).toBe(manyEvents + 1)
    await store.close()
  })

  test('too many waiting searches are refused at once, and the others answered', async () => {
    const store = await openStore(url, { ...testOptions, searchesWaitingMax: 3, connectionsMax: 2 })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => store.events.search(narrow)),
    )
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    // One runs, three wait.
    expect(refused).toHaveLength(16)
    for (const outcome of refused) {
      expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(SearchBusyError)
    }
    expect((await store.events.search(narrow)).events).toHaveLength(1)
    await store.close()
  })

  test('a search that waits when the store closes is refused', async () => {
    const store = await openStore(url, { ...testOptions, connectionsMax: 2 })
    const running = store.events.search(everything).catch(() => {})
    const waiting = expect(store.events.search(narrow)).rejects.toThrow('the store is closed')
    await store.close()
    await Promise.all([running, waiting])
    await expect(store.events.search(narrow)).rejects.toThrow('the store is closed')
  })
}
