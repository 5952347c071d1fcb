import { EventResponseV3 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../../test/open-api-house'
import { edgeRequest } from '../../../test/sample-edge'

let api: ApiHouse
beforeAll(async () => {
  api = await openApiHouse()
})
afterAll(() => api.close())

const get = (path: string, key = 'sk_a') =>
  api.app.inject({ method: 'GET', url: path, headers: { 'auth-api-key': key } })

test('200: the event, product by product, in the published schema', async () => {
  const { eventId } = await api.seed({ tag: 'text' })
  const answer = await get(`/events/${eventId}?ii=sdk/6.13.1`)
  expect(answer.statusCode).toBe(200)
  expect([...Errors(EventResponseV3, answer.json())]).toEqual([])
  expect(answer.json().products.identification.data).toMatchObject({
    requestId: eventId,
    tag: { tag: 'text' },
  })
})

test('200: a workspace without Smart Signals gets the identification alone', async () => {
  const { eventId } = await api.seed({
    workspaceId: 'ws_b',
    environmentId: 'ae_000000000000000c',
  })
  expect(Object.keys((await get(`/events/${eventId}`, 'sk_b')).json().products)).toEqual([
    'identification',
  ])
})

test.each(['1790000000000.zzzzzz', 'non-existent-request-id', '%zz'])(
  '404 for the id %s',
  async (id) => {
    const answer = await get(`/events/${id}`)
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toEqual({
      error: { code: 'RequestNotFound', message: 'request id not found' },
    })
  },
)

test('404: this generation does not know events of edges', async () => {
  const made = await api.app.inject({
    method: 'POST',
    url: '/v4/edge',
    headers: { authorization: 'Bearer sk_a' },
    payload: edgeRequest(),
  })
  const answer = await get(`/events/${made.json().event_id}`)
  expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'RequestNotFound'])
})
