import { visitorIdPattern } from '@whorl/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteV3, deleteV4 } from '../../test/delete-calls'
import { openTestHouse, otherDevice, type TestHouse } from '../../test/house'
import { type ApiHouse, openApiHouse } from '../../test/open-api-house'
import { sampleEvent } from '../../test/sample-event'

let api: ApiHouse
beforeAll(async () => {
  api = await openApiHouse()
})
afterAll(() => api.close())

const { identification } = sampleEvent()
const identified = (visitorId: string) => ({ identification: { ...identification, visitorId } })

describe.each([
  ['v4', deleteV4, 'visitor_not_found', 'request_cannot_be_parsed'],
  ['v3', deleteV3, 'VisitorNotFound', 'RequestCannotBeParsed'],
] as const)('%s', (generation, { remove }, missingCode, invalidCode) => {
  const visitorId = `deleted${generation}AAAAAAAAAAA`
  const read = (url: string) =>
    api.app.inject({
      url,
      headers: { authorization: 'Bearer sk_a', 'auth-api-key': 'sk_a' },
    })

  test('200: what was known of the visitor is gone, and the second time it is not found', async () => {
    const events = [
      await api.seed(identified(visitorId)),
      await api.seed({ ...identified(visitorId), environmentId: 'ae_000000000000000b' }),
    ]
    const other = await api.seed(identified('stayshereAAAAAAAAAAA'))
    expect(await remove(api, `/${visitorId}`)).toMatchObject({ status: 200, text: '' })
    for (const { eventId } of events) {
      expect((await read(`/v4/events/${eventId}`)).statusCode).toBe(404)
      expect((await read(`/events/${eventId}`)).statusCode).toBe(404)
    }
    const visits = await read(`/visitors/${visitorId}`)
    expect([visits.statusCode, visits.json()]).toEqual([200, { visitorId, visits: [] }])
    expect((await read(`/v4/events/${other.eventId}`)).statusCode).toBe(200)
    expect(await remove(api, `/${visitorId}`)).toMatchObject({
      status: 404,
      json: { error: { code: missingCode, message: 'visitor not found' } },
    })
  })

  test.each([
    ['A', 'application/json', undefined],
    ['B', 'application/json', '{'],
    ['C', 'nonsense', 'text'],
  ])('200: %s: a body of the type %s, %j, is not looked at', async (letter, type, payload) => {
    const visitorId = `typed${generation}${letter.repeat(13)}`
    await api.seed(identified(visitorId))
    const answer = await api.app.inject({
      method: 'DELETE',
      url: generation === 'v4' ? `/v4/visitors/${visitorId}` : `/visitors/${visitorId}`,
      headers: {
        authorization: 'Bearer sk_a',
        'auth-api-key': 'sk_a',
        'content-type': type,
      },
      ...(payload !== undefined && { payload }),
    })
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
  })

  test.each(['short', 'abcdefghij012345678_', 'abcdefghij01234567890', '%zz', '%00'])(
    '400: the id %s',
    async (id) => {
      expect(await remove(api, `/${id}`)).toMatchObject({
        status: 400,
        json: { error: { code: invalidCode, message: 'invalid visitor id' } },
      })
    },
  )

  test.each(['', '/', '?ii=sdk', '/?ii=sdk'])('400: no id, as "%s"', async (path) => {
    expect(await remove(api, path)).toMatchObject({
      status: 400,
      json: { error: { code: invalidCode, message: 'visitor id is required' } },
    })
  })

  test('403: a key of one environment may not delete for all', async () => {
    const id = `keptAAAAAAAAAAAAAA${generation}`
    const event = await api.seed(identified(id))
    const code = generation === 'v4' ? 'feature_not_enabled' : 'WorkspaceScopedSecretKeyRequired'
    for (const path of [`/${id}`, '/zzzzzzzzzzzzzzzzzzzz', ''])
      expect(await remove(api, path, 'sk_main')).toMatchObject({
        status: 403,
        json: { error: { code, message: 'workspace-scoped secret key is required' } },
      })
    expect((await read(`/v4/events/${event.eventId}`)).statusCode).toBe(200)
  })

  test("404: another workspace's visitor, which stays", async () => {
    const id = `foreignAAAAAAAAAAA${generation}`
    const event = await api.seed(identified(id))
    expect(await remove(api, `/${id}`, 'sk_b')).toMatchObject({
      status: 404,
      json: { error: { code: missingCode, message: 'visitor not found' } },
    })
    expect((await read(`/v4/events/${event.eventId}`)).statusCode).toBe(200)
  })

  test('429: where the workspace sets a limit, with the time until the next', async () => {
    const workspaceId = `ws_deletes_${generation}`
    const key = `sk_deletes_${generation}`
    const replies = []
    for (let at = 0; at < 4; at++) replies.push(await remove(api, '/zzzzzzzzzzzzzzzzzzzz', key))
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 429, 429])
    // Two an hour: the next one half an hour later.
    expect(Number(replies[2]?.retryAfter)).toBeGreaterThan(1_700)
    expect(Number(replies[2]?.retryAfter)).toBeLessThanOrEqual(1_800)
    const { workspaces } = await api.house.store.tenants.readAll()
    const row = workspaces.find(({ id }) => id === workspaceId)
    expect(row?.settings).toMatchObject({ deletionsPerHour: 2 })
  })
})

describe('the browser of a deleted visitor', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse()
  })
  afterAll(() => house.close())

  test('is somebody new, with its token and without', async () => {
    const signals = otherDevice(31)
    const first = await house.identify({ signals })
    const token = { tokens: { local: first.token ?? '' } }
    expect(await house.identify({ signals, ...token })).toMatchObject({
      visitorId: first.visitorId,
    })
    expect(await house.house.store.visitors.delete('ws_a', first.visitorId ?? '')).toBe(true)
    const again = await house.identify({ signals, ...token })
    expect(again.visitorId).toMatch(visitorIdPattern)
    expect(again.visitorId).not.toBe(first.visitorId)
    const next = await house.identify({ signals })
    expect(next.visitorId).not.toBe(first.visitorId)
  })
})
