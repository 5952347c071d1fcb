import { unsealEventsResponse } from '@fingerprint/node-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/house'
import { createManager, managedTenants } from '../../../test/management'

let whorl: TestHouse
let manage: ReturnType<typeof createManager>
beforeAll(async () => {
  whorl = await openTestHouse({ tenants: managedTenants })
  manage = createManager(whorl.app, 'mk_a')
})
afterAll(() => whorl.close())

/** An environment that seals, with a public key. */
async function seal() {
  const { json } = await manage('POST', '/environments', { name: 'sealed' })
  const environment = json.data.id
  const made = await manage('POST', '/encryption-keys', { environment })
  const key = await manage('POST', '/api-keys', { type: 'public', name: 'web', environment })
  const { token } = key.json.data
  const visit = async () => (await whorl.identify({ key: token }, { key: token })).sealedResult
  return {
    environment,
    made,
    key: made.json.data,
    url: `/encryption-keys/ek_${environment}`,
    visit,
  }
}

/** Whether the vendor's SDK opens a result with the first of the tokens that fits. */
async function opens(sealed: string | undefined, ...tokens: (string | null)[]): Promise<boolean> {
  const keys = tokens.map((token) => ({
    key: Buffer.from(token ?? '', 'base64'),
    algorithm: 'aes-256-gcm' as const,
  }))
  return unsealEventsResponse(Buffer.from(sealed ?? '', 'base64'), keys).then(
    () => true,
    () => false,
  )
}

describe('201', () => {
  test('an environment seals from now on, for whoever has the token', async () => {
    const { made, environment, key, visit } = await seal()
    expect(made.status).toBe(201)
    expect(key).toEqual({
      id: `ek_${environment}`,
      name: '',
      description: '',
      status: 'enabled',
      environment,
      previous_token: null,
      token: expect.any(String),
      next_token: expect.any(String),
      created_at: expect.any(String),
      last_activated_at: expect.any(String),
      last_rotated_at: null,
      last_deactivated_at: null,
    })
    expect(Buffer.from(key.token, 'base64')).toHaveLength(32)
    const sealed = await visit()
    expect(await opens(sealed, key.token)).toBe(true)
    expect(await opens(sealed, key.next_token)).toBe(false)
  })
})

describe('200', () => {
  test('a server with token and next token opens every result over a rotation', async () => {
    const { key, url, visit } = await seal()
    const before = await visit()
    const { json } = await manage('POST', `${url}/rotate`)
    const after = await visit()
    expect(json.data).toMatchObject({
      previous_token: key.token,
      token: key.next_token,
      last_rotated_at: expect.any(String),
    })
    expect(new Set([key.token, key.next_token, json.data.next_token]).size).toBe(3)
    for (const sealed of [before, after])
      expect(await opens(sealed, key.token, key.next_token)).toBe(true)
    expect(await opens(after, key.token)).toBe(false)
  })

  test('revert takes a rotation back, and the next one brings the same token', async () => {
    const { key, url, visit } = await seal()
    await manage('POST', `${url}/rotate`)
    const { json } = await manage('POST', `${url}/revert`)
    expect(json.data).toMatchObject({
      previous_token: null,
      token: key.token,
      next_token: key.next_token,
    })
    expect(await opens(await visit(), key.token)).toBe(true)
    const again = await manage('POST', `${url}/rotate`)
    expect(again.json.data.token).toBe(key.next_token)
  })

  test('a disabled key seals nothing, and is the same when it is enabled', async () => {
    const { key, url, visit } = await seal()
    const off = await manage('PATCH', url, { status: 'disabled', name: 'main' })
    expect(off.json.data).toMatchObject({
      status: 'disabled',
      name: 'main',
      last_deactivated_at: expect.any(String),
    })
    expect(await visit()).toBeUndefined()
    const disabled = await manage('GET', '/encryption-keys?status=disabled')
    expect(disabled.json.data).toEqual([off.json.data])
    await manage('PATCH', url, { status: 'enabled' })
    expect(await opens(await visit(), key.token)).toBe(true)
  })

  test('lists by environment', async () => {
    const { environment, key } = await seal()
    const { json } = await manage('GET', `/encryption-keys?environment=${environment}`)
    expect(json.data).toEqual([key])
  })
})

describe('404', () => {
  test('another workspace’s key is answered like none', async () => {
    const { url, environment } = await seal()
    const other = createManager(whorl.app, 'mk_b')
    const none = await other('GET', '/encryption-keys/ek_none')
    expect(none).toMatchObject({
      status: 404,
      json: { error: { message: 'encryption key not found' } },
    })
    expect(await other('GET', url)).toEqual(none)
    expect(await other('PATCH', url, { status: 'disabled' })).toEqual(none)
    expect(await other('POST', `${url}/rotate`)).toEqual(none)
    expect(await other('POST', `${url}/revert`)).toEqual(none)
    expect((await other('POST', '/encryption-keys', { environment })).status).toBe(404)
  })
})

describe('409', () => {
  test('an environment has one key', async () => {
    const { environment } = await seal()
    expect((await manage('POST', '/encryption-keys', { environment })).status).toBe(409)
  })

  test('without a rotation there is none to take back', async () => {
    const { url } = await seal()
    const { status, json } = await manage('POST', `${url}/revert`)
    expect(status).toBe(409)
    expect(json.error.message).toBe('there is no rotation to take back')
  })
})
