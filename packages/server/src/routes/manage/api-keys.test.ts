import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/house'
import { createManager, managedTenants } from '../../../test/management'

let whorl: TestHouse
let manage: ReturnType<typeof createManager>
let manageOther: ReturnType<typeof createManager>
beforeAll(async () => {
  whorl = await openTestHouse({ tenants: managedTenants })
  manage = createManager(whorl.app, 'mk_a')
  manageOther = createManager(whorl.app, 'mk_b')
})
afterAll(() => whorl.close())

async function readEvent(key: string, now?: number) {
  const { statusCode, body } = await whorl.app.inject({
    method: 'GET',
    url: '/v4/events/1790000000000.zzzzzz',
    headers: { authorization: `Bearer ${key}`, ...(now && { 'x-whorl-now': String(now) }) },
  })
  return { status: statusCode, body }
}

async function create(body: object = {}) {
  const { json } = await manage('POST', '/api-keys', { type: 'secret', name: 'backend', ...body })
  return json.data
}

describe('201', () => {
  test.each(['public', 'secret', 'proxy', 'management'])('makes a %s key', async (type) => {
    const prefix = { public: 'pk', secret: 'sk', proxy: 'px', management: 'mk' }[type]
    const { status, json } = await manage('POST', '/api-keys', { type, name: 'new key' })
    expect(status).toBe(201)
    expect(json.data).toEqual({
      id: expect.stringMatching(/^key_\w{16}$/),
      name: 'new key',
      description: '',
      status: 'enabled',
      environment: type === 'public' ? 'ae_a' : null,
      type,
      token: expect.stringMatching(new RegExp(`^${prefix}_\\w{33}$`)),
      last_four: json.data.token.slice(-4),
      rate_limit: 0,
      created_at: expect.stringMatching(/Z$/),
      disabled_at: null,
      expires_at: null,
      last_used_at: null,
    })
  })

  test('the key works at once, and only in its environment', async () => {
    const whole = await create()
    expect(await readEvent(whole.token)).toMatchObject({ status: 404 })
    const { json } = await whorl.post({}, { key: (await create({ type: 'public' })).token })
    expect(json).toMatchObject({ error: { code: 'request_cannot_be_parsed' } })
    const { eventId } = await whorl.identify()
    const side = await create({ environment: 'ae_a_side' })
    const read = (key: string) =>
      whorl.app.inject({
        url: `/v4/events/${eventId}`,
        headers: { authorization: `Bearer ${key}` },
      })
    expect((await read(whole.token)).statusCode).toBe(200)
    expect((await read(side.token)).statusCode).toBe(404)
  })

  test('the secret is shown once and stands nowhere in the database', async () => {
    const key = await create()
    const { json, text } = await manage('GET', `/api-keys/${key.id}`)
    expect(json.data).toMatchObject({ token: null, last_four: key.token.slice(-4) })
    expect(text).not.toContain(key.token)
    expect((await manage('GET', '/api-keys?limit=100')).text).not.toContain(key.token)
    for (const file of ['whorl.db', 'whorl.db-wal'])
      expect(readFileSync(join(whorl.folder, file)).includes(key.token)).toBe(false)
  })
})

describe('200', () => {
  test('lists by type, status and environment, a page at a time, both ways', async () => {
    const names = ['page one', 'page two', 'page three']
    const ids: string[] = []
    const { json } = await manage('POST', '/environments', { name: 'paged' })
    const environment = json.data.id
    for (const name of names) ids.push((await create({ name, environment })).id)
    await create({ type: 'proxy', environment })
    const url = `/api-keys?type=secret&status=enabled&environment=${environment}&limit=2`
    const first = (await manage('GET', url)).json
    expect(first.data[0].token).toBeNull()
    expect(first.metadata.pagination.prev_cursor).toBeNull()
    const next = first.metadata.pagination.next_cursor
    const second = (await manage('GET', `${url}&cursor=${next}`)).json
    expect(second.metadata.pagination.next_cursor).toBeNull()
    const back = second.metadata.pagination.prev_cursor
    expect((await manage('GET', `${url}&cursor=${back}`)).json.data).toEqual(first.data)
    const seen = [...first.data, ...second.data].map(({ id }: { id: string }) => id)
    expect(seen.sort()).toEqual(ids.sort())
  })

  test('gives public keys as they are, for whoever embeds them', async () => {
    const { json } = await manage('GET', '/api-keys?type=public&status=enabled&limit=100')
    const tokens = json.data.map(({ token }: { token: string }) => token)
    expect(tokens).toEqual(expect.arrayContaining(['pk_a', 'pk_a_side']))
    expect(tokens).not.toContain('pk_b')
  })

  test('a disabled key is answered like one that never was, and works again when enabled', async () => {
    const { id, token } = await create()
    const unknown = await readEvent('sk_never')
    const off = await manage('PATCH', `/api-keys/${id}`, { status: 'disabled' })
    expect(off.json.data).toMatchObject({ status: 'disabled', disabled_at: expect.any(String) })
    expect(await readEvent(token)).toEqual(unknown)
    const on = await manage('PATCH', `/api-keys/${id}`, { status: 'enabled' })
    expect(on.json.data).toMatchObject({ status: 'enabled', disabled_at: null })
    expect((await readEvent(token)).status).toBe(404)
  })

  test('an expired key is answered like one that never was', async () => {
    const at = Date.now() + 3_600_000
    const { token, id } = await create({ expires_at: new Date(at).toISOString() })
    const unknown = await readEvent('sk_never', at)
    expect((await readEvent(token, at - 1)).status).toBe(404)
    expect(await readEvent(token, at)).toEqual(unknown)
    await manage('PATCH', `/api-keys/${id}`, { expires_at: null })
    expect((await readEvent(token, at)).status).toBe(404)
  })

  test('a public key that expired identifies nobody', async () => {
    const at = Date.now() + 3_600_000
    const key = await create({ type: 'public', expires_at: new Date(at).toISOString() })
    const post = (now: number) => whorl.post('', { key: key.token, now })
    expect((await post(at - 1)).status).toBe(200)
    expect(await post(at)).toMatchObject({
      status: 403,
      json: { error: { code: 'public_api_key_not_found' } },
    })
  })

  test('a rate of its own holds for the key alone', async () => {
    const { id, token } = await create()
    const { json } = await manage('PATCH', `/api-keys/${id}`, { rate_limit: 0.1 })
    expect(json.data.rate_limit).toBe(0.1)
    expect((await readEvent(token)).status).toBe(404)
    expect((await readEvent(token)).status).toBe(429)
    expect((await readEvent('sk_a')).status).toBe(404)
  })

  test('tells when a key was last used, by the minute', async () => {
    const { id, token } = await create()
    const lastUse = async () => {
      await whorl.house.keyUses.settled()
      return (await manage('GET', `/api-keys/${id}`)).json.data.last_used_at
    }
    const first = Date.now()
    await readEvent(token, first)
    expect(await lastUse()).toBe(new Date(first).toISOString())
    await readEvent(token, first + 30_000)
    expect(await lastUse()).toBe(new Date(first).toISOString())
  })

  test('a key keeps what a change does not name', async () => {
    const { id } = await create({ description: 'for the shop' })
    const { json } = await manage('PATCH', `/api-keys/${id}`, { name: 'renamed' })
    expect(json.data).toMatchObject({ name: 'renamed', description: 'for the shop' })
  })
})

describe('204', () => {
  test('a deleted key is answered like one that never was', async () => {
    const { id, token } = await create()
    const unknown = await readEvent('sk_never')
    expect(await manage('DELETE', `/api-keys/${id}`)).toMatchObject({ status: 204, text: '' })
    expect(await readEvent(token)).toEqual(unknown)
    expect((await manage('GET', `/api-keys/${id}`)).status).toBe(404)
  })
})

describe('400', () => {
  test.each([
    [{ type: 'secret' }, 'name'],
    [{ type: 'secret', name: 'ab' }, 'name'],
    [{ type: 'root', name: 'abc' }, 'type'],
    [{ type: 'secret', name: 'abc', token: 'sk_mine' }, 'unknown field "token"'],
    [{ type: 'secret', name: 'abc', expires_at: 'tomorrow' }, 'expires_at'],
    [{ type: 'secret', name: 'abc', expires_at: '2001-01-01T00:00:00Z' }, 'in the future'],
  ])('%j says what is wrong', async (body, part) => {
    const { status, json } = await manage('POST', '/api-keys', body)
    expect(status).toBe(400)
    expect(json.error.code).toBe('request_cannot_be_parsed')
    expect(json.error.message).toContain(part)
  })

  test.each(['limit=102', 'limit=-1', 'limit=x'])('%s is an invalid limit', async (query) => {
    const { status, json } = await manage('GET', `/api-keys?${query}`)
    expect(status).toBe(400)
    expect(json.error).toEqual({ code: 'request_cannot_be_parsed', message: 'invalid limit' })
  })

  test.each(['x', 'YWZ0ZXI6MQ', '%00'])('cursor %s is invalid', async (cursor) => {
    const { status, json } = await manage('GET', `/api-keys?cursor=${cursor}`)
    expect(status).toBe(400)
    expect(json.error.message).toBe('invalid cursor')
  })
})

describe('404', () => {
  test("another workspace's key is answered like none, whatever is asked of it", async () => {
    const { id, token } = await create()
    const none = await manageOther('GET', '/api-keys/key_none')
    expect(none).toMatchObject({
      status: 404,
      json: { error: { code: 'not_found', message: 'API key not found' } },
    })
    expect(await manageOther('GET', `/api-keys/${id}`)).toEqual(none)
    expect(await manageOther('PATCH', `/api-keys/${id}`, { status: 'disabled' })).toEqual(none)
    expect(await manageOther('DELETE', `/api-keys/${id}`)).toEqual(none)
    expect((await readEvent(token)).status).toBe(404)
  })

  test("another workspace's environment is none to make a key in", async () => {
    const body = { type: 'secret', name: 'thief', environment: 'ae_b' }
    expect(await manage('POST', '/api-keys', body)).toEqual(
      await manage('POST', '/api-keys', { ...body, environment: 'ae_none' }),
    )
  })

  test('a management key of one environment sees and makes keys of that one only', async () => {
    const key = await create({ type: 'management', environment: 'ae_a_side' })
    const scoped = createManager(whorl.app, key.token)
    const { json } = await scoped('GET', '/api-keys?limit=100')
    const environments = json.data.map((one: { environment: string }) => one.environment)
    expect(new Set(environments)).toEqual(new Set(['ae_a_side']))
    const whole = await create()
    expect((await scoped('GET', `/api-keys/${whole.id}`)).status).toBe(404)
    expect((await scoped('DELETE', `/api-keys/${whole.id}`)).status).toBe(404)
    const made = await scoped('POST', '/api-keys', { type: 'secret', name: 'scoped' })
    expect(made.json.data.environment).toBe('ae_a_side')
    const elsewhere = { type: 'secret', name: 'else', environment: 'ae_a' }
    expect((await scoped('POST', '/api-keys', elsewhere)).status).toBe(404)
  })
})

describe('409', () => {
  test('a key can neither disable nor delete itself', async () => {
    const key = await create({ type: 'management' })
    const own = createManager(whorl.app, key.token)
    const url = `/api-keys/${key.id}`
    expect((await own('PATCH', url, { status: 'disabled' })).status).toBe(409)
    expect(await own('DELETE', url)).toMatchObject({
      status: 409,
      json: { error: { code: 'conflict' } },
    })
    expect((await own('GET', url)).json.data.status).toBe('enabled')
  })
})
