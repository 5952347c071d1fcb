import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyManyTimes } from '../../test/many-events'
import { type ApiHouse, openApiHouse } from '../../test/open-api-house'

const now = 1_790_000_100_000
const hourMs = 3_600_000

/** A house with many events, none of which a search for a score finds. */
async function openLargeHouse(budgetMs: number): Promise<ApiHouse> {
  const api = await openApiHouse({ env: { WHORL_SEARCH_BUDGET_MS: String(budgetMs) } })
  await api.seed({ timestamp: now - hourMs, linkedId: 'all' })
  copyManyTimes(api)
  return api
}

const getV4 = (api: ApiHouse, query = '') =>
  api.app.inject({
    method: 'GET',
    url: `/v4/events?min_suspect_score=99${query}`,
    headers: { authorization: 'Bearer sk_a', 'x-whorl-now': String(now) },
  })
const getV3 = (api: ApiHouse) =>
  api.app.inject({
    method: 'GET',
    url: '/events/search?limit=10&min_suspect_score=99',
    headers: { 'auth-api-key': 'sk_a', 'x-whorl-now': String(now) },
  })

describe('504, when a search takes longer than its budget', () => {
  let api: ApiHouse
  beforeAll(async () => {
    api = await openLargeHouse(5)
  })
  afterAll(() => api.close())

  test.each(['', '&total_hits=10', '&reverse=true'])('of v4%s', async (query) => {
    const answer = await getV4(api, query)
    expect(answer.json()).toEqual({ error: { code: 'failed', message: 'gateway timeout' } })
    expect(answer.statusCode).toBe(504)
  })

  test('of v3', async () => {
    const answer = await getV3(api)
    expect(answer.json()).toEqual({ error: { code: 'Failed', message: 'gateway timeout' } })
    expect(answer.statusCode).toBe(504)
  })
})

describe('429, when too many searches wait', () => {
  let api: ApiHouse
  beforeAll(async () => {
    // Those that wait must all have their turn, on a busy machine too.
    api = await openLargeHouse(80_000)
  })
  afterAll(() => api.close())

  test.each([
    ['v4', getV4, 'too_many_requests'],
    ['v3', getV3, 'TooManyRequests'],
  ] as const)('of %s, and the others are answered', async (_family, get, code) => {
    const answers = await Promise.all(Array.from({ length: 120 }, () => get(api)))
    const refused = answers.filter(({ statusCode }) => statusCode === 429)
    const answered = answers.filter(({ statusCode }) => statusCode === 200)
    expect(refused.length + answered.length).toBe(120)
    expect(answered.length).toBeGreaterThanOrEqual(33)
    expect(refused.length).toBeGreaterThan(0)
    for (const answer of refused) {
      expect(answer.json()).toEqual({ error: { code, message: 'too many search requests' } })
      expect(answer.headers['retry-after']).toBe('1')
    }
    expect((await get(api)).json()).toEqual({ events: [] })
  })
})
