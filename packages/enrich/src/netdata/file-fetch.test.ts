import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ListServer, startListServer } from '../../test-setup/list-server'
import { parseRanges } from '../address'
import { createFileFetch } from './file-fetch'

let server: ListServer
let folder: string
beforeEach(async () => {
  server = await startListServer()
  folder = await mkdtemp(join(tmpdir(), 'whorl-file-fetch-'))
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

function get(
  path: string,
  options: { bytesMax?: number; isTrusted?: boolean; idleMs?: number } = {},
) {
  const { bytesMax = 1000, isTrusted = true, idleMs = 5000 } = options
  const fetch = createFileFetch({ trustedOrigins: isTrusted ? [server.origin] : [], idleMs })
  const url = /^https?:/.test(path) ? path : server.origin + path
  return fetch({ url, to: join(folder, 'got'), bytesMax })
}

test('saves a file, and asks with its tag afterwards', async () => {
  server.files.set('/a', 'hello')
  const fetch = createFileFetch({ trustedOrigins: [server.origin] })
  const request = { url: `${server.origin}/a`, to: join(folder, 'a'), bytesMax: 5 }
  const reply = await fetch(request)
  expect(reply).toEqual({ status: 'saved', bytes: 5, validators: { etag: expect.any(String) } })
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('hello')
  const { validators } = reply.status === 'saved' ? reply : { validators: {} }
  expect(await fetch({ ...request, validators })).toEqual({ status: 'not_modified' })
})

describe('refuses', () => {
  test('a file that is too large, also when its length is not said', async () => {
    server.answers.set('/big', (_, response) => {
      response.write('x'.repeat(600))
      response.end('y'.repeat(600))
    })
    const reply = await get('/big')
    expect(reply).toEqual({ status: 'failed', sentence: 'it is larger than 1000 bytes' })
  })

  test('plain http', async () => {
    server.files.set('/a', 'hello')
    const reply = await get('/a', { isTrusted: false })
    expect(reply).toEqual({ status: 'failed', sentence: `${server.origin} is not https` })
    expect(server.seen).toEqual([])
  })

  test.each([
    ['https://127.0.0.1:9/x', '127.0.0.1 is at 127.0.0.1'],
    ['https://[::1]:9/x', '::1 is at ::1'],
    ['https://[::ffff:10.0.0.1]/x', 'is not on the public internet'],
    ['https://169.254.169.254/latest', '169.254.169.254 is at 169.254.169.254'],
    ['https://localhost:9/x', 'localhost is at '],
  ])('the private address of %s', async (url, start) => {
    const reply = await get(url)
    expect(reply.status).toBe('failed')
    expect(reply.status === 'failed' && reply.sentence).toContain(start)
    expect(reply.status === 'failed' && reply.sentence).toContain('not on the public internet')
  })

  test('a redirect of a trusted mirror to another place of this machine', async () => {
    const other = await startListServer()
    other.files.set('/secret', 'secret')
    server.answers.set('/a', (_, response) => {
      response.writeHead(302, { location: `${other.origin}/secret` }).end()
    })
    const reply = await get('/a')
    expect(reply).toEqual({ status: 'failed', sentence: `${other.origin} is not https` })
    expect(other.seen).toEqual([])
    await other.close()
  })

  test('redirects without an end', async () => {
    server.answers.set('/a', (_, response) => {
      response.writeHead(302, { location: '/a' }).end()
    })
    const reply = await get('/a')
    const sentence = `${server.origin}/a redirects more than 5 times`
    expect(reply).toEqual({ status: 'failed', sentence })
  })

  test('a server that says nothing more', async () => {
    server.answers.set('/slow', () => {})
    const reply = await get('/slow', { idleMs: 100 })
    expect(reply).toEqual({ status: 'failed', sentence: 'nothing came for 1 s' })
  })

  test('an answer that breaks off', async () => {
    server.answers.set('/a', (_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('x')
      setTimeout(() => response.destroy(), 20)
    })
    expect((await get('/a')).status).toBe('failed')
  })
})

test('follows a redirect at the mirror', async () => {
  server.files.set('/b', 'hello')
  server.answers.set('/a', (_, response) => {
    response.writeHead(302, { location: '/b' }).end()
  })
  expect((await get('/a')).status).toBe('saved')
})

test('says what is not there, and what failed', async () => {
  server.answers.set('/broken', (_, response) => void response.writeHead(503).end())
  expect(await get('/none')).toEqual({ status: 'absent' })
  expect(await get('/broken')).toEqual({ status: 'failed', sentence: 'the server answered 503' })
})

test('reaches a private address that is allowed', async () => {
  const fetch = createFileFetch({ outboundAllow: parseRanges(['127.0.0.0/8']) })
  const reply = await fetch({
    url: server.origin.replace('http:', 'https:'),
    to: join(folder, 'a'),
    bytesMax: 10,
  })
  // It got as far as TLS, which this server does not speak.
  expect(reply.status === 'failed' && reply.sentence).toMatch(
    /^the download failed: .*(SSL|EPROTO)/,
  )
})
