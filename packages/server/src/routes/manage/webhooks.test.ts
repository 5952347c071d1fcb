import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/house'
import { createManager, managedTenants } from '../../../test/management'

const received: (string | undefined)[] = []
let answer = 204
const receiver = createServer((request, response) => {
  const signature = request.headers['fpjs-event-signature']
  received.push(Array.isArray(signature) ? signature[0] : signature)
  request.resume().on('end', () => response.writeHead(answer).end())
})
let url: string
let whorl: TestHouse
let manage: ReturnType<typeof createManager>
let stranger: ReturnType<typeof createManager>

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  // Listening on a port always gives an address object.
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  whorl = await openTestHouse({
    tenants: managedTenants,
    env: { WHORL_OUTBOUND_ALLOW: '127.0.0.1/32' },
  })
  manage = createManager(whorl.app, 'mk_a')
  stranger = createManager(whorl.app, 'mk_b')
})
afterAll(async () => {
  await whorl.close()
  await new Promise((resolve) => receiver.close(resolve))
})

test('a webhook is made, shown, tried, changed and removed', async () => {
  const description = 'to the shop'
  const made = await manage('POST', '/webhooks', { url, description })
  expect(made).toMatchObject({
    status: 201,
    json: {
      data: {
        url,
        description,
        status: 'enabled',
        verified: false,
        environment: null,
        version: '4',
        legacy: false,
        disabled_reason: null,
        resting_until: null,
        last_enabled_at: made.json.data.created_at,
        last_disabled_at: null,
      },
    },
  })
  const { id, signing_key: key } = made.json.data
  expect(key.length).toBeGreaterThan(20)
  const shown = await manage('GET', `/webhooks/${id}`)
  expect(shown.json.data).toEqual({ ...made.json.data, signing_key: null })
  expect((await manage('GET', '/webhooks')).json.data).toEqual([shown.json.data])

  const tried = await manage('POST', `/webhooks/${id}/verification`)
  expect(tried.json.data).toMatchObject({ kind: 'test', state: 'delivered', attempts: 1 })
  expect(received.at(-1)).toMatch(/^v1=[0-9a-f]{64}/)
  const log = await manage('GET', `/webhooks/${id}/deliveries`)
  expect(log.json.data.map((one: { id: string }) => one.id)).toEqual([tried.json.data.id])

  const changed = await manage('PATCH', `/webhooks/${id}`, { status: 'disabled', version: '3' })
  expect(changed.json.data).toMatchObject({ status: 'disabled', legacy: true })
  const rotated = await manage('POST', `/webhooks/${id}/rotate`)
  expect(rotated.json.data.signing_key).not.toBe(key)
  expect((await manage('DELETE', `/webhooks/${id}`)).status).toBe(204)
  expect((await manage('GET', `/webhooks/${id}`)).status).toBe(404)
})

test('an address is verified by a test that arrives, until it is another one', async () => {
  const { json } = await manage('POST', '/webhooks', { url })
  const path = `/webhooks/${json.data.id}`
  const verified = async () => (await manage('GET', path)).json.data.verified
  answer = 500
  const failed = await manage('POST', `${path}/verification`)
  answer = 204
  expect(failed.json.data).toMatchObject({ state: 'failed', reason: 'it answered 500' })
  expect(await verified()).toBe(false)
  await manage('POST', `${path}/verification`)
  expect(await verified()).toBe(true)
  const renamed = await manage('PATCH', path, { description: 'another' })
  expect(renamed.json.data).toMatchObject({ description: 'another', verified: true })
  const moved = await manage('PATCH', path, { url: `${url}/elsewhere` })
  expect(moved.json.data.verified).toBe(false)
  await manage('DELETE', path)
})

test('it is told when a webhook was switched', async () => {
  const { json } = await manage('POST', '/webhooks', { url })
  const path = `/webhooks/${json.data.id}`
  const off = (await manage('PATCH', path, { status: 'disabled' })).json.data
  expect(off.last_enabled_at).toBe(json.data.created_at)
  expect(off.last_disabled_at >= off.last_enabled_at).toBe(true)
  const on = (await manage('PATCH', path, { status: 'enabled' })).json.data
  expect(on.last_disabled_at).toBe(off.last_disabled_at)
  expect(on.last_enabled_at >= off.last_disabled_at).toBe(true)
  expect((await manage('GET', path)).json.data).toEqual(on)
  expect((await manage('PATCH', path, { description: 'x'.repeat(257) })).status).toBe(400)
  await manage('DELETE', path)
})

test.each([
  'http://10.0.0.1/hook',
  'http://169.254.169.254/latest/meta-data',
  'http://[::ffff:10.0.0.1]/',
  'ftp://shop.example/',
  'nonsense',
])('%s is refused with a sentence', async (hostile) => {
  const { status, json } = await manage('POST', '/webhooks', { url: hostile })
  expect(status).toBe(400)
  expect(json.error.message.length).toBeGreaterThan(10)
})

test('another workspace finds nothing', async () => {
  const { json } = await manage('POST', '/webhooks', { url })
  const { id } = json.data
  const missing = await stranger('GET', '/webhooks/wh_nobody')
  expect(await stranger('GET', `/webhooks/${id}`)).toEqual(missing)
  for (const [method, path] of [
    ['PATCH', `/webhooks/${id}`],
    ['DELETE', `/webhooks/${id}`],
    ['POST', `/webhooks/${id}/rotate`],
    ['POST', `/webhooks/${id}/verification`],
    ['GET', `/webhooks/${id}/deliveries`],
  ] as const)
    expect((await stranger(method, path, method === 'PATCH' ? {} : undefined)).status).toBe(404)
  expect((await manage('GET', `/webhooks/${id}`)).status).toBe(200)
})
