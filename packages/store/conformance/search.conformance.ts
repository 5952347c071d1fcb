import type { StoredEvent } from '@whorl/core'
import { beforeAll, expect, test } from 'vitest'
import type { EventPlace, EventSearch } from '../src/event-search'
import type { Store } from '../src/store'
import { anEvent, aProfile, aQuery, someTime, uniqueLetters, visit } from './sample'
import { type Filter, filters } from './search-filters'
import { aSearchedEdge, aSearchedEvent, byPlace, createDice } from './search-sample'

const ws = 'ws_search'
const whole: EventSearch = {
  workspaceId: ws,
  source: 'device',
  from: 0,
  to: Number.MAX_SAFE_INTEGER,
  order: 'newest_first',
}
const visitors = Array.from({ length: 8 }, () => aProfile())
const [older, younger] = visitors

/** Every fifth event is one at which a search asks for its budget. */
function atMilestone<Event extends StoredEvent>(event: Event, index: number): Event {
  if (index % 5 > 0) return event
  return { ...event, eventId: `${event.timestamp}.${uniqueLetters(4)}10` }
}

async function seed(store: Store): Promise<StoredEvent[]> {
  const dice = createDice(4)
  const stored: StoredEvent[] = []
  for (let index = 0; index < 300; index++) {
    const profile = visitors[index % visitors.length] ?? aProfile()
    const event = atMilestone(aSearchedEvent(dice, ws, profile.visitorId), index)
    await visit(store, aQuery(ws, { anchors: [profile.visitorId] }), profile, { event })
    stored.push(event)
  }
  for (let index = 0; index < 100; index++) {
    const event = atMilestone(aSearchedEdge(dice, ws), index)
    await store.events.recordEdge(event, index)
    stored.push(event)
  }
  // Another workspace has events that every filter would find too.
  const foreign = createDice(4)
  const profile = aProfile()
  for (let index = 0; index < 20; index++) {
    const event = aSearchedEvent(foreign, 'ws_search_other', profile.visitorId)
    const query = aQuery('ws_search_other', { anchors: [profile.visitorId] })
    await visit(store, query, profile, { event })
  }
  return stored.sort(byPlace)
}

const idsOf = (events: readonly StoredEvent[]) => events.map(({ eventId }) => eventId)

/** All pages of a search, walked with `limit`. */
async function walk(store: Store, search: EventSearch, limit: number): Promise<StoredEvent[]> {
  const all: StoredEvent[] = []
  let after: EventPlace | undefined
  do {
    const page = await store.events.search({ ...search, limit, ...(after && { after }) })
    expect(page.events.length).toBeLessThanOrEqual(limit)
    all.push(...page.events)
    after = page.next
  } while (after)
  return all
}

/** Parts of several filters as one search. */
function combine(chosen: readonly Filter[]): Partial<EventSearch> {
  const parts = chosen.map(({ part }) => part)
  return Object.assign({}, ...parts, {
    signals: Object.assign({}, ...parts.map(({ signals }) => signals)),
    kinds: Object.assign({}, ...parts.map(({ kinds }) => kinds)),
    texts: Object.assign({}, ...parts.map(({ texts }) => texts)),
  })
}

/** The subject of a filter: two of one subject would replace each other. */
const subjectOf = ({ name }: Filter) => name.split(/[=>]/)[0]

export function searchConformance(getStore: () => Store): void {
  let stored: StoredEvent[] = []
  beforeAll(async () => {
    stored = await seed(getStore())
  })
  const expected = (search: EventSearch, fits: (event: StoredEvent) => boolean) => {
    const found = stored.filter((event) => event.source === search.source && fits(event))
    return idsOf(search.order === 'oldest_first' ? found.reverse() : found)
  }

  test.each(filters)('finds exactly the events of $name, both ways', async ({ part, fits }) => {
    for (const source of ['device', 'edge'] as const) {
      for (const order of ['newest_first', 'oldest_first'] as const) {
        const search = { ...whole, ...part, source, order }
        const found = await walk(getStore(), search, 100)
        expect(idsOf(found)).toEqual(expected(search, fits))
      }
    }
  })

  test('every filter finds some of the events and not all, but those that find none', () => {
    const idle = filters.filter(({ fits }) => !stored.some(fits)).map(({ name }) => name)
    expect(idle).toEqual([
      'bot=no such one',
      'bot=',
      'botName=CURL',
      'asn=AS64500',
      'score>=1e+300',
      'environments=ae_none',
      'environments=',
    ])
    expect(filters.filter(({ fits }) => stored.every(fits))).toEqual([])
  })

  test('filters together find what fits all of them', async () => {
    const dice = createDice(17)
    let nonEmpty = 0
    for (let round = 0; round < 150; round++) {
      const drawn = Array.from({ length: 2 + dice(3) }, () => filters[dice(filters.length)])
      const chosen = drawn
        .filter((filter) => filter !== undefined)
        .filter(
          (one, at, all) => all.findIndex((other) => subjectOf(other) === subjectOf(one)) === at,
        )
      const search: EventSearch = {
        ...whole,
        ...combine(chosen),
        source: dice(4) === 0 ? 'edge' : 'device',
        order: dice(2) === 0 ? 'oldest_first' : 'newest_first',
        from: someTime + dice(10),
        to: someTime + 25 + dice(10),
      }
      const fits = (event: StoredEvent) =>
        event.timestamp >= search.from &&
        event.timestamp <= search.to &&
        chosen.every((filter) => filter.fits(event))
      const wanted = expected(search, fits)
      const found = await walk(getStore(), search, 1 + dice(20))
      expect(idsOf(found), chosen.map(({ name }) => name).join(' and ')).toEqual(wanted)
      const max = 1 + dice(8)
      const counted = await getStore().events.countFound(search, max)
      expect(counted).toBe(Math.min(max, wanted.length))
      if (wanted.length > 0) nonEmpty += 1
    }
    expect(nonEmpty).toBeGreaterThan(40)
  })

  test.each(['newest_first', 'oldest_first'] as const)(
    'pages of any size lose and repeat nothing within a millisecond, %s',
    async (order) => {
      for (const limit of [1, 2, 7, 500]) {
        const search = { ...whole, order, from: someTime, to: someTime + 10 }
        const wanted = expected(
          search,
          ({ timestamp }) => timestamp >= someTime && timestamp <= someTime + 10,
        )
        expect(wanted.length).toBeGreaterThan(50)
        expect(idsOf(await walk(getStore(), search, limit))).toEqual(wanted)
      }
    },
  )

  test('the range is inclusive on both sides', async () => {
    const moment = someTime + 3
    const search = { ...whole, from: moment, to: moment }
    const wanted = expected(search, ({ timestamp }) => timestamp === moment)
    expect(wanted.length).toBeGreaterThan(0)
    expect(idsOf(await walk(getStore(), search, 500))).toEqual(wanted)
  })

  test('a page that ends with the last event names no next place', async () => {
    const count = expected(whole, () => true).length
    const page = await getStore().events.search({ ...whole, limit: count })
    expect(page.events).toHaveLength(count)
    expect(page).not.toHaveProperty('next')
  })

  test('a visitor has its events, and with its class those of all ids', async () => {
    if (!older || !younger) throw new Error('no visitors')
    const by = (...ids: string[]) =>
      expected(
        whole,
        (event) => event.source === 'device' && ids.includes(event.identification.visitorId),
      )
    const find = async (visitorId: string) =>
      idsOf(await walk(getStore(), { ...whole, visitorId }, 30))
    expect(await find(older.visitorId)).toEqual(by(older.visitorId))
    expect(await find('zzzzzzzzzzzzzzzzzzzz')).toEqual([])
    expect(await find('')).toEqual([])
    const anchors = [older.visitorId, younger.visitorId]
    const event = anEvent(ws, older.visitorId, { timestamp: someTime + 99 })
    await visit(getStore(), aQuery(ws, { anchors }), older, {
      event,
      merge: { younger: younger.visitorId, older: older.visitorId },
    })
    stored.unshift(event)
    for (const { visitorId } of [older, younger]) {
      expect(await find(visitorId)).toEqual(by(older.visitorId, younger.visitorId))
    }
  })

  test('another workspace sees none of it', async () => {
    const own = new Set(idsOf(stored))
    const found = await walk(getStore(), { ...whole, workspaceId: 'ws_search_other' }, 100)
    expect(found).toHaveLength(20)
    expect(found.some(({ eventId }) => own.has(eventId))).toBe(false)
  })

  test('a revision is found by what it says now, and no longer by what it said', async () => {
    const store = getStore()
    const own = `ws_${uniqueLetters(8)}`
    const { event } = await visit(store, aQuery(own), aProfile())
    const find = async (parts: Partial<EventSearch>) =>
      idsOf(await walk(store, { ...whole, workspaceId: own, ...parts }, 10))
    const revised = {
      ...event,
      revision: 2,
      linkedId: 'later',
      suspect: true,
      verdicts: { tor: { value: { isExit: true }, evidence: [] } },
      suspectScore: { value: 8, weightsVersion: 4, contributions: {} },
      proximity: { id: 'area0000000', precisionRadius: 65, confidence: 1 } as const,
    }
    const searches: Partial<EventSearch>[] = [
      { linkedId: 'later' },
      { signals: { suspect: true } },
      { signals: { torNode: true } },
      { minSuspectScore: 8 },
      { kinds: { areaRadius: ['65'] } },
      { texts: { proximityId: ['area0000000'] } },
    ]
    for (const search of searches) expect(await find(search)).toEqual([])
    expect(await store.events.revise(revised)).toBe('revised')
    for (const search of searches) expect(await find(search)).toEqual([event.eventId])
    await store.events.revise({ ...event, revision: 3 })
    for (const search of searches) expect(await find(search)).toEqual([])
  })
}
