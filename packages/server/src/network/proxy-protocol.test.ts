import { once } from 'node:events'
import { get } from 'node:http'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestFront, type Seen, type TestFront } from '../../test/front'
import { sendRaw } from '../../test/raw-client'

const env = { WHORL_PROXY_PROTOCOL: 'on', WHORL_TRUSTED_PROXIES: '127.0.0.1/32' }
const line = 'PROXY TCP4 203.0.113.9 10.0.0.1 54321 443\r\n'
const binary = Buffer.from('0d0a0d0a000d0a515549540a2111000ccb0071090a000001d43101bb', 'hex')
const local = Buffer.from('0d0a0d0a000d0a515549540a20000000', 'hex')
const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`

const statusOf = (said: string) => Number(said.split(' ')[1])
const seenIn = (said: string) => JSON.parse(said.slice(said.indexOf('\r\n\r\n'))) as Seen

let plain: TestFront
let secure: TestFront
beforeAll(async () => {
  const opening = { openingMs: 500 }
  plain = await openTestFront({ env, isTls: false, opening })
  secure = await openTestFront({ env, opening })
})
afterAll(async () => {
  await plain.close()
  await secure.close()
})

describe('over plain HTTP', () => {
  const ask = (header: string | Buffer, path: string) =>
    sendRaw(plain.port, Buffer.concat([Buffer.from(header), Buffer.from(request(path))])).said

  test.each([
    ['version 1', line],
    ['version 2', binary],
  ])('%s: the announced address replaces that of the socket', async (_, header) => {
    expect(seenIn(await ask(header, '/seen'))).toMatchObject({
      address: '203.0.113.9',
      isTls: false,
      signature: { tcp: { captured: false } },
    })
  })

  test('a load balancer may speak for itself', async () => {
    expect(seenIn(await ask(local, '/seen'))).toMatchObject({ address: '127.0.0.1' })
  })

  test('the announced client is not this machine', async () => {
    expect(statusOf(await ask(local, '/metrics'))).toBe(200)
    expect(statusOf(await ask(line, '/metrics'))).not.toBe(200)
  })

  test.each([
    ['none', ''],
    ['a malformed one', 'PROXY TCP4 nobody nowhere 0 0\r\n'],
  ])('a trusted proxy with %s is cut off', async (_, header) => {
    const before = await plain.refused('proxy_header')
    expect(await ask(header, '/seen')).toBe('')
    expect(await plain.refused('proxy_header')).toBe(before + 1)
  })

  test('half a header is cut off, a look whether the port is open is not counted', async () => {
    const before = await plain.refused('proxy_header')
    expect(await sendRaw(plain.port, line.slice(0, 20)).said).toBe('')
    const look = sendRaw(plain.port)
    await once(look.socket, 'connect')
    look.socket.end()
    await look.said
    expect(await plain.refused('proxy_header')).toBe(before + 1)
  })

  test('nobody else needs a header, or gains by one', async () => {
    const seen = await new Promise<Seen>((resolve, reject) => {
      get({ host: '::1', port: plain.port, path: '/seen', agent: false }, (reply) => {
        reply.setEncoding('utf8').once('data', (body: string) => resolve(JSON.parse(body)))
      }).once('error', reject)
    })
    expect(seen.address).toBe('::1')
    const { said } = sendRaw(plain.port, line + request('/seen'), '::1')
    expect(statusOf(await said)).toBe(400)
  })

  test('a connection may be kept', async () => {
    const { socket, said } = sendRaw(plain.port, `${line}GET /seen HTTP/1.1\r\nHost: a\r\n\r\n`)
    await once(socket, 'data')
    socket.write(request('/seen'))
    expect((await said).match(/203\.0\.113\.9/g)).toHaveLength(2)
  })
})

test('over TLS the ClientHello behind the header is the client’s', async () => {
  const { socket: inner } = sendRaw(secure.port, binary)
  inner.removeAllListeners('data')
  await once(inner, 'connect')
  const socket = connectTls({ socket: inner, servername: 'localhost', ca: secure.cert })
  socket.write(request('/seen'))
  let said = ''
  socket.on('data', (part) => {
    said += part
  })
  await once(socket, 'close')
  expect(seenIn(said)).toMatchObject({
    address: '203.0.113.9',
    isTls: true,
    signature: { tls: { family: 'node' }, tcp: { captured: false } },
  })
})
