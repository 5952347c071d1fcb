import type { EventRecord } from '@whorl/core'
import { VisitorsResponseV3 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../../test/open-api-house'

const visitorId = 'abcdefghij0123456789'
let api: ApiHouse
/** Newest first. Two share a millisecond, one is of the other environment. */
let events: EventRecord[]
beforeAll(async () => {
  api = await openApiHouse()
  const at = 1_790_000_000_000
  const seeded = [
    await api.seed({ timestamp: at, eventId: `${at}.aaaaaa`, linkedId: 'order-1' }),
    await api.seed({ timestamp: at + 1, eventId: `${at + 1}.aaaaaa` }),
    await api.seed({ timestamp: at + 1, eventId: `${at + 1}.bbbbbb`, linkedId: 'order-1' }),
    await api.seed({
      timestamp: at + 2,
      eventId: `${at + 2}.aaaaaa`,
      environmentId: 'ae_000000000000000b',
    }),
    await api.seed({ timestamp: at + 3, eventId: `${at + 3}.aaaaaa` }),
  ]
  events = seeded.reverse()
})
afterAll(() => api.close())

const get = (query = '', key = 'sk_a', id = visitorId) =>
  api.app.inject({
    method: 'GET',
    url: `/visitors/${id}${query}`,
    headers: { 'auth-api-key': key },
  })

const idsOf = (visits: { requestId: string }[]) => visits.map(({ requestId }) => requestId)
const allIds = () => events.map(({ eventId }) => eventId)

describe('200', () => {
  test('lists visits newest first, in the published schema', async () => {
    const body = (await get()).json()
    expect([...Errors(VisitorsResponseV3, body)]).toEqual([])
    expect(body.visitorId).toBe(visitorId)
    expect(idsOf(body.visits)).toEqual(allIds())
    expect(body.lastTimestamp).toBe(1_790_000_000_000)
    expect(body).not.toHaveProperty('paginationKey')
  })

  test.each([1, 2, 3, 4])('pages of %i lose and repeat nothing', async (limit) => {
    const seen: string[] = []
    let key: string | undefined
    for (let pages = 0; pages < 10; pages++) {
      const body = (await get(`?limit=${limit}${key ? `&paginationKey=${key}` : ''}`)).json()
      expect(body.visits.length).toBeLessThanOrEqual(limit)
      seen.push(...idsOf(body.visits))
      key = body.paginationKey
      if (!key) break
    }
    expect(seen).toEqual(allIds())
  })

  test('filters after scanning: a page may be empty and still have a successor', async () => {
    const body = (await get('?limit=2&linked_id=order-1')).json()
    expect(body.visits).toEqual([])
    expect(body.paginationKey).toBe(events[1]?.eventId)
    const all = (await get('?linked_id=order-1')).json()
    expect(idsOf(all.visits)).toEqual([events[2]?.eventId, events[4]?.eventId])
  })

  test('request_id picks one visit', async () => {
    const wanted = events[3]?.eventId ?? ''
    expect(idsOf((await get(`?request_id=${wanted}`)).json().visits)).toEqual([wanted])
    expect((await get('?request_id=1790000000000.zzzzzz')).json().visits).toEqual([])
  })

  test('before shows only older visits', async () => {
    expect(idsOf((await get('?before=1790000000001')).json().visits)).toEqual([events[4]?.eventId])
  })

  test("a key of one environment neither sees nor counts the other one's visits", async () => {
    const main = (await get('?limit=4', 'sk_main')).json()
    expect(idsOf(main.visits)).toEqual(allIds().filter((id) => id !== events[1]?.eventId))
    expect(main).not.toHaveProperty('paginationKey')
    const side = (await get('?limit=1', 'sk_side')).json()
    expect(idsOf(side.visits)).toEqual([events[1]?.eventId])
    expect(side).not.toHaveProperty('paginationKey')
  })

  test.each(['0', '', '500', '100000'])('limit=%s is no error', async (limit) => {
    expect((await get(`?limit=${limit}`)).json().visits).toHaveLength(events.length)
  })

  test('an unknown visitor has no visits', async () => {
    const unknown = 'zzzzzzzzzzzzzzzzzzzz'
    const answer = await get('', 'sk_a', unknown)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ visitorId: unknown, visits: [] })
  })
})

describe('400', () => {
  test.each([
    ['?limit=-1'],
    ['?limit=ten'],
    ['?request_id=abc'],
    ['?paginationKey=abc'],
    ['?before=yesterday'],
  ])('%s', async (query) => {
    const answer = await get(query)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({ error: 'bad request' })
  })

  test.each(['short', `${visitorId}_`, '%zz', '%00'])('the visitor id %s', async (id) => {
    const answer = await get('', 'sk_a', id)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({ error: 'bad request' })
  })
})
