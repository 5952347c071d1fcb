import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../test/open-api-house'
import { edgeRequest } from '../../test/sample-edge'
import { v3, v4 } from '../../test/update-calls'

let api: ApiHouse
beforeAll(async () => {
  api = await openApiHouse()
})
afterAll(() => api.close())

/** After the samples of the house, which happened at this time. */
const soon = 1_790_000_600_000
const dayMs = 86_400_000

const errorsOf = {
  v4: {
    invalid: { code: 'request_cannot_be_parsed', message: 'request body is not valid' },
    nothing: { code: 'request_cannot_be_parsed', message: 'request body is not valid' },
    missing: { code: 'event_not_found', message: 'event id not found' },
    early: { code: 'state_not_ready', message: 'resource is not mutable yet, try again' },
    late: {
      code: 'request_cannot_be_parsed',
      message: 'events older than 30 days cannot be updated',
    },
  },
  v3: {
    invalid: { code: 'RequestCannotBeParsed', message: 'request body is not valid' },
    nothing: {
      code: 'RequestCannotBeParsed',
      message: 'must provide one of: linkedId, suspect, tags to be updated',
    },
    missing: { code: 'RequestNotFound', message: 'request id not found' },
    early: { code: 'StateNotReady', message: 'resource is not mutable yet, try again' },
    late: { code: 'RequestCannotBeParsed', message: 'events older than 10 days cannot be updated' },
  },
} as const

describe.each([
  ['v4', v4, 30],
  ['v3', v3, 10],
] as const)('%s', (generation, calls, days) => {
  const errors = errorsOf[generation]
  const now = soon

  describe('200', () => {
    test('changes what is named, leaves the rest, and answers nothing', async () => {
      const { eventId } = await api.seed({ linkedId: 'order-1', tag: { a: 1, b: { c: 2 } } })
      const change = (parts: object) => calls.update(api, eventId, calls.body(parts), { now })
      expect(await calls.read(api, eventId)).toMatchObject({ linkedId: 'order-1' })
      expect(await change({ suspect: true })).toEqual({ status: 200, text: '' })
      expect(await calls.read(api, eventId)).toEqual({
        linkedId: 'order-1',
        tag: { a: 1, b: { c: 2 } },
        suspect: true,
      })
      await change({ tag: { b: {} }, linkedId: 'order-2' })
      await change({ suspect: false })
      expect(await calls.read(api, eventId)).toEqual({
        linkedId: 'order-2',
        tag: { b: {} },
        suspect: false,
      })
      expect(await api.house.store.events.find('ws_a', eventId)).toMatchObject({ revision: 4 })
    })

    test('tags come back as they were sent', async () => {
      const { eventId } = await api.seed()
      const tag = {
        list: [[1, [2, 'ü']], [], [{}]],
        'ключ 🗝': '日本語 \\ " \n',
        numbers: [0.1, -1e-7, 1e21, 9007199254740991],
        nothing: null,
        truth: false,
        empty: '',
      }
      await calls.update(api, eventId, calls.body({ tag }), { now })
      expect(JSON.stringify((await calls.read(api, eventId)).tag)).toBe(JSON.stringify(tag))
      await calls.update(api, eventId, calls.body({ tag: {} }), { now })
      expect((await calls.read(api, eventId)).tag).toEqual({})
    })

    test.each([
      'application/json',
      'text/plain;charset=UTF-8',
      'application/x-www-form-urlencoded',
      'nonsense',
      ';;;',
      '',
      undefined,
    ])('a body of the type %j is read as JSON', async (type) => {
      const { eventId } = await api.seed()
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
      const body = JSON.stringify(calls.body({ suspect: true }))
      expect((await calls.update(api, eventId, body, { now, headers })).status).toBe(200)
      expect((await calls.read(api, eventId)).suspect).toBe(true)
    })

    test('an event that was updated at its last moment', async () => {
      const { eventId, timestamp } = await api.seed()
      const last = timestamp + days * dayMs
      const body = calls.body({ suspect: true })
      expect((await calls.update(api, eventId, body, { now: last })).status).toBe(200)
    })

    test('many at once all count', async () => {
      const { eventId } = await api.seed()
      const replies = await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          calls.update(api, eventId, calls.body({ linkedId: `order-${at}` }), { now }),
        ),
      )
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
      expect(await api.house.store.events.find('ws_a', eventId)).toMatchObject({ revision: 41 })
    })
  })

  describe('400', () => {
    const named: [string, object | string | undefined][] = [
      ['no body', undefined],
      ['no JSON', '{"suspect":'],
      ['a list', '[]'],
      ['null', 'null'],
      ['a text', '"suspect"'],
      ['an unknown field', { suspect: true, other: 1 }],
      ['the names of the other generation', (generation === 'v4' ? v3 : v4).body({ tag: {} })],
      ['null for a field', calls.body({ linkedId: null })],
      ['a number as linked id', calls.body({ linkedId: 7 })],
      ['257 characters as linked id', calls.body({ linkedId: 'x'.repeat(257) })],
      ['a list as tags', calls.body({ tag: [] })],
      ['a text as tags', calls.body({ tag: 'text' })],
      ['a text as suspect', calls.body({ suspect: 'true' })],
      ['one good and one bad field', calls.body({ suspect: true, linkedId: {} })],
      [
        'tags that are too deep',
        calls.body({ tag: JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) }),
      ],
    ]
    test.each(named)('%s', async (_, body) => {
      const { eventId } = await api.seed()
      const before = await api.house.store.events.find('ws_a', eventId)
      const answer = await calls.update(api, eventId, body, { now })
      expect(answer).toMatchObject({ status: 400, json: { error: errors.invalid } })
      expect(await api.house.store.events.find('ws_a', eventId)).toEqual(before)
    })

    test('nothing to update', async () => {
      const { eventId } = await api.seed()
      expect(await calls.update(api, eventId, {}, { now })).toMatchObject({
        status: 400,
        json: { error: errors.nothing },
      })
    })

    test('an event that is too old', async () => {
      const { eventId, timestamp } = await api.seed()
      const later = timestamp + days * dayMs + 1
      const body = calls.body({ suspect: true })
      expect(await calls.update(api, eventId, body, { now: later })).toMatchObject({
        status: 400,
        json: { error: errors.late },
      })
    })
  })

  describe('404', () => {
    const body = calls.body({ suspect: true })
    test.each(['1790000000000.zzzzzz', 'ftxPJdxnMlP.ftxPJdxnMlP', 'none', '%zz', '%00'])(
      'the id %s',
      async (id) => {
        expect(await calls.update(api, id, body, { now })).toMatchObject({
          status: 404,
          json: { error: errors.missing },
        })
      },
    )

    test.each(['sk_b', 'sk_side'])('an event that %s may not see', async (key) => {
      const { eventId } = await api.seed()
      const before = await api.house.store.events.find('ws_a', eventId)
      expect(await calls.update(api, eventId, body, { key, now })).toMatchObject({
        status: 404,
        json: { error: errors.missing },
      })
      expect(await api.house.store.events.find('ws_a', eventId)).toEqual(before)
    })
  })

  describe('409', () => {
    const body = calls.body({ suspect: true })
    const early = { status: 409, json: { error: errors.early } }

    test('while late facts are on their way to another process', async () => {
      const { eventId, timestamp } = await api.seed({ late: { announced: ['canvas'] } })
      const at = (ms: number) => calls.update(api, eventId, body, { now: timestamp + ms })
      expect(await at(0)).toMatchObject(early)
      expect(await at(9_999)).toMatchObject(early)
      expect(await at(10_000)).toMatchObject({ status: 200 })
    })

    test('until the settle time has passed since the event was complete', async () => {
      const id = 'ws_settles'
      const rows = await api.house.store.tenants.readAll()
      const workspace = rows.workspaces.find((row) => row.id === id)
      expect(workspace?.settings).toMatchObject({ updateSettleMs: 4_000 })
      const place = { workspaceId: id, environmentId: 'ae_000000000000000d' }
      const { eventId, timestamp } = await api.seed(place)
      const options = (ms: number) => ({ key: 'sk_settles', now: timestamp + ms })
      expect(await calls.update(api, eventId, body, options(0))).toMatchObject(early)
      expect(await calls.update(api, eventId, body, options(3_999))).toMatchObject(early)
      // The clock of another process may be behind.
      expect(await calls.update(api, eventId, body, options(-3_999))).toMatchObject(early)
      expect(await calls.update(api, eventId, body, options(4_000))).toMatchObject({ status: 200 })
      const late = { announced: ['canvas'], completedAt: timestamp + 2_000 }
      const second = await api.seed({ ...place, timestamp, late, eventId: `${timestamp}.zzzzzz` })
      expect(await calls.update(api, second.eventId, body, options(5_999))).toMatchObject(early)
      expect((await calls.update(api, second.eventId, body, options(6_000))).status).toBe(200)
    })
  })

  test('413: a body beyond 64 KiB', async () => {
    const { eventId } = await api.seed()
    const body = calls.body({ tag: { a: 'x'.repeat(70_000) } })
    expect((await calls.update(api, eventId, body, { now })).status).toBe(413)
  })
})

test('events of edges are changed by v4 and not known to v3', async () => {
  const headers = { authorization: 'Bearer sk_a' }
  const made = await api.app.inject({
    method: 'POST',
    url: '/v4/edge',
    headers,
    payload: edgeRequest(),
  })
  const id = made.json().event_id
  expect(made.json()).not.toHaveProperty('suspect')
  const change = { linkedId: 'order-9', tag: { a: 1 }, suspect: true }
  expect((await v3.update(api, id, v3.body(change))).status).toBe(404)
  expect((await v4.update(api, id, v4.body(change))).status).toBe(200)
  expect(await v4.read(api, id)).toEqual(change)
})
