import type { EventRecord } from '@whorl/core'
import { SearchResponseV3 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../../test/open-api-house'
import { networkVerdicts } from '../../../test/sample-network'

const now = 1_790_000_100_000
let api: ApiHouse
/** Oldest first; two share a millisecond. */
let events: EventRecord[]
beforeAll(async () => {
  api = await openApiHouse()
  const at = now - 1_000
  events = [
    await api.seed({ timestamp: at, eventId: `${at}.aaaaaa` }),
    await api.seed({
      timestamp: at,
      eventId: `${at}.bbbbbb`,
      environmentId: 'ae_000000000000000b',
      verdicts: networkVerdicts,
      proximity: { id: 'w1aTfd4MCvl', precisionRadius: 25, confidence: 0.9 },
    }),
    await api.seed({ timestamp: at + 1, eventId: `${at + 1}.aaaaaa`, ip: '2001:db8::7' }),
  ]
})
afterAll(() => api.close())

const get = (query: string, key = 'sk_a', at = now) =>
  api.app.inject({
    method: 'GET',
    url: `/events/search?${query}`,
    headers: { 'auth-api-key': key, 'x-whorl-now': String(at) },
  })
const find = async (query: string, at = now) => {
  const answer = await get(query, 'sk_a', at)
  expect(answer.statusCode, answer.body).toBe(200)
  expect([...Errors(SearchResponseV3, answer.json())]).toEqual([])
  return answer.json<SearchResponseV3>()
}
const idsOf = (found: SearchResponseV3) =>
  found.events.map(({ products }) => products.identification.data.requestId)
const idAt = (index: number) => events[index]?.eventId

describe('200', () => {
  test('lists events newest first, in the published schema', async () => {
    const found = await find('limit=1000')
    expect(idsOf(found)).toEqual([idAt(2), idAt(1), idAt(0)])
    expect(found).not.toHaveProperty('paginationKey')
  })

  test.each(['', '&reverse=true'])('pages%s lose and repeat nothing', async (order) => {
    const seen: string[] = []
    let key: string | undefined
    do {
      const page = await find(`limit=1${order}${key ? `&pagination_key=${key}` : ''}`)
      seen.push(...idsOf(page))
      key = page.paginationKey
    } while (key && seen.length < 10)
    const oldest = events.map(({ eventId }) => eventId)
    expect(seen).toEqual(order ? oldest : oldest.reverse())
  })

  test('what ages out of the seven days while somebody pages is not lost', async () => {
    const weekLater = now + 7 * 86_400_000
    const { paginationKey } = await find('limit=1')
    const rest = await find(`limit=9&pagination_key=${paginationKey}`, weekLater)
    expect(idsOf(rest)).toEqual([idAt(1), idAt(0)])
    expect(idsOf(await find('limit=9', weekLater))).toEqual([])
  })

  test.each([
    'ip_blocklist=true',
    'datacenter=true',
    'proximity_precision_radius=25',
    'vpn=true',
    'environment=ae_000000000000000b',
    'environment[]=ae_000000000000000b&environment[]=ae_other',
    `start=${now - 1_000}&end=${now - 1_000}&environment[]=ae_000000000000000b`,
  ])('%s finds the one that has it', async (filter) => {
    expect(idsOf(await find(`limit=10&${filter}`))).toEqual([idAt(1)])
  })

  test.each(['ip_blocklist=false', 'datacenter=false', 'tampering=false', 'emulator=false'])(
    '%s finds none where it is absent',
    async (filter) => {
      expect(idsOf(await find(`limit=10&${filter}`))).toEqual([])
    },
  )

  test('a network finds the addresses in it', async () => {
    expect(idsOf(await find('limit=10&ip_address=2001:db8::/32'))).toEqual([idAt(2)])
    expect(idsOf(await find('limit=10&ip_address=203.0.113.7/32'))).toEqual([idAt(1), idAt(0)])
  })
})

describe('400', () => {
  test.each([
    ['', 'invalid limit'],
    ['limit=', 'invalid limit'],
    ['limit=0', 'invalid limit'],
    ['limit=x', 'invalid limit'],
    ['limit=1&ip_address=192.0.2.1', 'invalid ip address'],
    ['limit=1&ip_address=x/8', 'invalid ip address'],
    ['limit=1&bot=ugly', 'invalid bot type'],
    ['limit=1&reverse=yes', 'invalid reverse param'],
    ['limit=1&start=2026-01-01T00:00:00Z', 'invalid start time'],
    ['limit=1&end=now', 'invalid end time'],
    ['limit=1&visitor_id=x', 'invalid visitor id'],
    ['limit=1&pagination_key=x', 'invalid pagination key'],
    ['limit=1&proximity_precision_radius=26', 'invalid proximity_precision_radius'],
    ['limit=1&vpn=1', 'invalid vpn'],
    [`limit=1&linked_id=${'x'.repeat(257)}`, "linked_id can't be greater than 256 characters long"],
  ])('%s', async (query, message) => {
    const answer = await get(query)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({ error: { code: 'RequestCannotBeParsed', message } })
  })
})

describe('403', () => {
  test('the key is checked before the parameters', async () => {
    const answer = await get('', 'sk_nobody')
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.code).toBe('TokenNotFound')
  })
})
