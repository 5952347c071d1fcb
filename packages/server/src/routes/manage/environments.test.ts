import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPayload, openTestHouse, type TestHouse } from '../../../test/house'
import { createManager, managedTenants } from '../../../test/management'

let whorl: TestHouse
let manage: ReturnType<typeof createManager>
beforeAll(async () => {
  whorl = await openTestHouse({ tenants: managedTenants })
  manage = createManager(whorl.app, 'mk_a')
})
afterAll(() => whorl.close())

async function create(body: object = {}) {
  return (await manage('POST', '/environments', { name: 'staging', ...body })).json.data
}

describe('201', () => {
  test('makes an environment that can be used at once', async () => {
    const now = Date.now()
    const { status, json } = await manage(
      'POST',
      '/environments',
      { name: 'Stäging', description: 'for tests', limit_mode: 'none' },
      { 'x-whorl-now': String(now) },
    )
    expect(status).toBe(201)
    expect(json.data).toEqual({
      id: expect.stringMatching(/^ae_[0-9a-f]{16}$/),
      name: 'Stäging',
      description: 'for tests',
      limit_mode: 'none',
      limit_value: null,
      is_restricted: false,
      restricted_at: null,
      created_at: new Date(now).toISOString(),
      updated_at: null,
    })
    const key = await manage('POST', '/api-keys', {
      type: 'public',
      name: 'web',
      environment: json.data.id,
    })
    const { token } = key.json.data
    const { eventId } = await whorl.identify({ key: token }, { key: token })
    expect((await whorl.event(eventId)).environmentId).toBe(json.data.id)
  })
})

describe('200', () => {
  test('lists the workspace’s own, oldest first', async () => {
    const { json } = await manage('GET', '/environments?limit=2')
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual(['ae_a', 'ae_a_side'])
    expect(json.metadata.pagination).toMatchObject({ prev_cursor: null })
  })

  test.each(['POST', 'PATCH'] as const)('%s changes what it names only', async (method) => {
    const { id } = await create({ description: 'kept' })
    const { json } = await manage(method, `/environments/${id}`, { name: 'renamed' })
    expect(json.data).toMatchObject({ id, name: 'renamed', description: 'kept' })
    expect(json.data.updated_at).toEqual(expect.any(String))
    expect((await manage('GET', `/environments/${id}`)).json.data).toEqual(json.data)
  })

  test('changes at the same moment lose nothing', async () => {
    const { id } = await create()
    await Promise.all([
      manage('PATCH', `/environments/${id}`, { name: 'name' }),
      manage('PATCH', `/environments/${id}`, { description: 'words' }),
      manage('POST', '/encryption-keys', { environment: id }),
    ])
    const { json } = await manage('GET', `/environments/${id}`)
    expect(json.data).toMatchObject({ name: 'name', description: 'words' })
    expect((await manage('GET', `/encryption-keys/ek_${id}`)).status).toBe(200)
  })
})

describe('204', () => {
  test('takes its keys along and leaves its events', async () => {
    const { id } = await create()
    const key = await manage('POST', '/api-keys', { type: 'public', name: 'web', environment: id })
    const { token } = key.json.data
    const { eventId } = await whorl.identify({ key: token }, { key: token })
    expect((await manage('DELETE', `/environments/${id}`)).status).toBe(204)
    expect((await manage('GET', `/environments/${id}`)).status).toBe(404)
    const again = await whorl.post(aPayload({ key: token }), { key: token })
    expect(again).toMatchObject({
      status: 403,
      json: { error: { code: 'public_api_key_not_found' } },
    })
    expect((await whorl.event(eventId)).environmentId).toBe(id)
  })
})

describe('400', () => {
  test.each([
    [{}, 'name'],
    [{ name: 'x'.repeat(256) }, 'name'],
    [{ name: 'abc', description: 'x'.repeat(257) }, 'description'],
    [{ name: 'abc', limit_mode: 'restrict', limit_value: 5 }, 'limit_mode'],
    [{ name: 'abc', limit_mode: 'sometimes' }, 'limit_mode'],
    [{ name: 'abc', colour: 'red' }, 'unknown field "colour"'],
    [[], 'body'],
  ])('%j says what is wrong', async (body, part) => {
    const { status, json } = await manage('POST', '/environments', body)
    expect(status).toBe(400)
    expect(json.error.message).toContain(part)
  })
})

describe('403', () => {
  test('a key of one environment makes and deletes none', async () => {
    const made = await manage('POST', '/api-keys', {
      type: 'management',
      name: 'scoped',
      environment: 'ae_a_side',
    })
    const scoped = createManager(whorl.app, made.json.data.token)
    const refused = { status: 403, json: { error: { code: 'forbidden' } } }
    expect(await scoped('POST', '/environments', { name: 'abc' })).toMatchObject(refused)
    expect(await scoped('DELETE', '/environments/ae_a_side')).toMatchObject(refused)
    const { json } = await scoped('GET', '/environments')
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual(['ae_a_side'])
    expect((await scoped('GET', '/environments/ae_a')).status).toBe(404)
  })
})

describe('404', () => {
  test.each(['GET', 'PATCH', 'DELETE'] as const)(
    '%s of another workspace’s is answered like none',
    async (method) => {
      const body = method === 'PATCH' ? { name: 'mine now' } : undefined
      const foreign = await manage(method, '/environments/ae_b', body)
      expect(foreign).toEqual(await manage(method, '/environments/ae_none', body))
      expect(foreign.status).toBe(404)
    },
  )
})

describe('409', () => {
  test('the last one stays', async () => {
    const manageOther = createManager(whorl.app, 'mk_b')
    expect((await manageOther('DELETE', '/environments/ae_b_side')).status).toBe(204)
    expect((await manageOther('DELETE', '/environments/ae_b')).status).toBe(409)
  })
})

test('a start with the same file changes nothing that was set here', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whorl-restart-'))
  const first = await openTestHouse({ tenants: managedTenants, folder })
  const before = createManager(first.app, 'mk_a')
  const url = '/environments/ae_a_side'
  await before('PATCH', url, { description: 'kept over starts' })
  const rule = { name: 'rule', environment: 'ae_a_side', expression: 'true', action: 'deny' }
  await before('POST', '/filtering-rules', rule)
  await before('POST', '/encryption-keys', { environment: 'ae_a_side' })
  const { json } = await before('GET', '/api-keys?type=secret&environment=ae_a_side')
  const id = json.data[0].id
  await before('PATCH', `/api-keys/${id}`, { name: 'side' })
  const proxy = await before('GET', '/api-keys?type=proxy')
  await before('PATCH', `/api-keys/${proxy.json.data[0].id}`, { status: 'disabled' })
  const paths = [
    url,
    '/filtering-rules',
    '/encryption-keys',
    '/api-keys?type=proxy',
    `/api-keys/${id}`,
  ]
  const shown = (call: typeof manage) => Promise.all(paths.map((path) => call('GET', path)))
  const kept = await shown(before)
  await first.close()
  const second = await openTestHouse({ tenants: managedTenants, folder })
  expect(await shown(createManager(second.app, 'mk_a'))).toEqual(kept)
  expect(kept.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(kept[3]?.json.data[0]).toMatchObject({ status: 'disabled' })
  await second.close()
  rmSync(folder, { recursive: true })
})
