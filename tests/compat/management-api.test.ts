import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer } from '../../tools/server-process.mjs'
import { createCompatInstallation, keys } from './installation'
import { openSdkV4 } from './server-sdk'

const installation = createCompatInstallation()
let server: ServerProcess
beforeAll(async () => {
  server = await startServer(installation)
})
afterAll(async () => {
  await server.end('SIGTERM')
  installation.remove()
})

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** A call as Fingerprint's MCP server and CLI make it (mgmtapi client, version 2025-11-20). */
async function call(method: string, path: string, body?: object): Promise<Answer> {
  const reply = await fetch(server.endpoint + path, {
    method,
    headers: {
      authorization: `Bearer ${keys.management}`,
      'x-api-version': '2025-11-20',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  return { status: reply.status, body: text === '' ? {} : JSON.parse(text) }
}

/** `data` of an answer, one object. */
async function dataOf(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const { body } = await answer
  // The tests below say what it holds.
  return body.data as Record<string, unknown>
}

describe('the tools of the MCP server', () => {
  test('create, list, update and delete an environment', async () => {
    const made = await dataOf(call('POST', '/environments', { name: 'staging' }))
    const renamed = await dataOf(call('POST', `/environments/${made.id}`, { name: 'testing' }))
    expect(renamed).toMatchObject({ id: made.id, name: 'testing', limit_mode: 'none' })
    const { body } = await call('GET', '/environments?limit=100')
    expect(body.data).toContainEqual(renamed)
    expect(body.metadata).toEqual({ pagination: { next_cursor: null, prev_cursor: null } })
    expect((await call('DELETE', `/environments/${made.id}`)).status).toBeLessThan(400)
    expect((await call('DELETE', `/environments/${made.id}`)).body).toEqual({
      error: { code: 'not_found', message: 'environment not found' },
    })
  })

  test('create, get, update and delete an API key, with which the SDK reads', async () => {
    const made = await dataOf(call('POST', '/api-keys', { type: 'secret', name: 'assistant' }))
    const sdk = openSdkV4(server.endpoint, String(made.token))
    const code = () =>
      sdk
        .getEvent('1790000000000.zzzzzz')
        .catch(({ errorCode }: { errorCode: string }) => errorCode)
    expect(await code()).toBe('event_not_found')
    const url = `/api-keys/${made.id}`
    expect(await dataOf(call('PATCH', url, { status: 'disabled' }))).toMatchObject({
      status: 'disabled',
      token: null,
    })
    expect(await code()).toBe('secret_api_key_not_found')
    expect(await dataOf(call('GET', url))).toMatchObject({ name: 'assistant' })
    expect((await call('DELETE', url)).status).toBeLessThan(400)
    expect((await call('GET', url)).status).toBe(404)
  })
})

describe('the CLI', () => {
  test('finds the public key that a page is to use', async () => {
    const { body } = await call('GET', '/api-keys?type=public&status=enabled&limit=100')
    expect(body.data).toContainEqual(
      expect.objectContaining({ type: 'public', status: 'enabled', token: keys.public }),
    )
  })

  test('makes one where there is none', async () => {
    const made = await dataOf(call('POST', '/api-keys', { type: 'public', name: 'web page' }))
    const script = await fetch(`${server.endpoint}/v4/${made.token}`)
    expect(script.headers.get('content-type')).toContain('javascript')
  })
})

test('every time can be read by strict readers of RFC 3339, and a token is a text or null', async () => {
  const lists = ['environments', 'api-keys', 'encryption-keys', 'filtering-rules', 'rulesets']
  for (const path of lists.map((name) => `/${name}`)) {
    const { body } = await call('GET', path)
    for (const item of body.data as Record<string, unknown>[]) {
      expect(item.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
      expect(item.token === null || typeof (item.token ?? '') === 'string').toBe(true)
    }
  }
})
