import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { get } from 'node:https'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestFront, type Seen, type TestFront } from '../../test/front'
import { openRelay, sendRaw } from '../../test/raw-client'

const limits = { headersMs: 1_000, requestMs: 1_500, keepAliveMs: 2_500, checkMs: 100 }
const opening = { openingMs: 500, firstRequestMs: 100 }

let front: TestFront
beforeAll(async () => {
  front = await openTestFront({ limits, opening })
})
afterAll(async () => {
  await front.close()
})

function ask(port: number, path = '/seen'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', servername: 'localhost', port, path, ca: front.cert }
    get({ ...options, agent: false }, (reply) => {
      let body = ''
      reply.setEncoding('utf8').on('data', (part: string) => {
        body += part
      })
      reply.once('end', () => resolve({ status: reply.statusCode ?? 0, body }))
    }).once('error', reject)
  })
}
const ja4Over = async (port: number) => {
  const seen = JSON.parse((await ask(port)).body) as Seen
  return seen.signature.tls?.ja4
}
const isAlive = async () => (await ask(front.port, '/healthz')).status === 200

async function openTls(ALPNProtocols: string[], port = front.port): Promise<TLSSocket> {
  const options = { host: '127.0.0.1', port, servername: 'localhost', ca: front.cert }
  const socket = connectTls({ ...options, ALPNProtocols })
  socket.on('error', () => {})
  await once(socket, 'secureConnect')
  return socket
}

describe('a ClientHello', () => {
  const byteByByte = (first: Buffer) => Array.from(first, (byte) => Buffer.from([byte]))
  /** Two records, cut in the middle of the message. */
  const inTwoRecords = (first: Buffer) => {
    const [head, body] = [first.subarray(0, 3), first.subarray(5)]
    const parts = [body.subarray(0, 100), body.subarray(100)]
    return parts.map((part) =>
      Buffer.concat([head, Buffer.from([part.length >> 8, part.length & 0xff]), part]),
    )
  }

  test.each([
    ['byte by byte', byteByByte],
    ['in two records', inTwoRecords],
    ['in two records, byte by byte', (f: Buffer) => byteByByte(Buffer.concat(inTwoRecords(f)))],
  ])('that comes %s is the same hello', async (_, cut) => {
    const relay = await openRelay(front.port, cut)
    const [whole, inPieces] = [await ja4Over(front.port), await ja4Over(relay.port)]
    relay.close()
    expect(whole).toMatch(/^t13d/)
    expect(inPieces).toBe(whole)
  })

  test('over the limit ends the connection', async () => {
    const before = await front.refused('hello_too_long')
    const record = Buffer.concat([Buffer.from([0x16, 3, 1, 0x40, 0]), Buffer.alloc(16_384)])
    const message = Buffer.from([1, 1, 0x86, 0xa0])
    message.copy(record, 5)
    const { said } = sendRaw(front.port, Buffer.concat(Array(5).fill(record)))
    expect(await said).toBe('')
    expect(await front.refused('hello_too_long')).toBe(before + 1)
  })

  test.each([
    ['nothing', ''],
    ['half a hello', Buffer.from('1603010200010001fc0303', 'hex')],
  ])('that does not come (%s) holds nobody up, and is cut off', async (_, bytes) => {
    const stalled = Array.from({ length: 200 }, () => sendRaw(front.port, bytes))
    await Promise.all(stalled.map(({ socket }) => once(socket, 'connect')))
    expect(await isAlive()).toBe(true)
    const startedAt = performance.now()
    expect(new Set(await Promise.all(stalled.map(({ said }) => said)))).toEqual(new Set(['']))
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })

  test('that OpenSSL refuses is answered in its words', async () => {
    const { said } = sendRaw(front.port, Buffer.from('16030100050100000100', 'hex'))
    // An alert record.
    expect((await said).charCodeAt(0)).toBe(0x15)
  })
})

test('plain HTTP is answered with a sentence', async () => {
  const { said } = sendRaw(front.port, 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(await said).toMatch(
    /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*This port speaks TLS: begin the address with https\.\n$/,
  )
})

test('garbage and resets leave the server as it was', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    fc
      .uint8Array({ maxLength: 200 })
      .map((rest) => Buffer.concat([Buffer.from('16030100', 'hex'), rest])),
  )
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), async (some, isReset) => {
      const { socket, said } = sendRaw(front.port, some)
      await once(socket, 'connect')
      if (isReset) socket.resetAndDestroy()
      else socket.end()
      await said
    }),
    { numRuns: 150 },
  )
  expect(await isAlive()).toBe(true)
})

test('garbage inside HTTP/2 leaves the server as it was', async () => {
  const start = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
  const frames = fc.array(
    fc.tuple(fc.nat(12), fc.nat(255), fc.nat(4), fc.uint8Array({ maxLength: 60 })),
    { maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(frames, async (list) => {
      const socket = await openTls(['h2'])
      socket.resume().write(start)
      for (const [type, flags, stream, content] of list) {
        const head = [0, 0, content.length, type, flags, 0, 0, 0, stream]
        socket.write(Buffer.concat([Buffer.from(head), content]))
      }
      socket.end()
      await once(socket, 'close')
    }),
    { numRuns: 60 },
  )
  expect(await isAlive()).toBe(true)
})

test('clients that come at once are not taken for each other', async () => {
  const protocols = [['http/1.1'], ['x-one', 'http/1.1'], ['y2', 'http/1.1'], ['http/1.0']]
  const answers = Array.from({ length: 80 }, async (_, index) => {
    const offered = protocols[index % protocols.length] ?? []
    const socket = await openTls(offered)
    let said = ''
    socket.on('data', (part) => {
      said += part
    })
    socket.write('GET /seen HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    await once(socket, 'close')
    const { signature } = JSON.parse(said.slice(said.indexOf('\r\n\r\n'))) as Seen
    const [first = ''] = offered
    return [signature.tls?.ja4.slice(8, 10), `${first.at(0)}${first.at(-1)}`]
  })
  for (const [seen, sent] of await Promise.all(answers)) expect(seen).toBe(sent)
})

describe('slow clients', () => {
  test('half a header is answered with 408', async () => {
    const socket = await openTls(['http/1.1'])
    socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
    socket.destroy()
  })

  test('a header over the limit is answered with 431, if with anything', async () => {
    const socket = await openTls(['http/1.1'])
    let said = ''
    socket.on('data', (part) => {
      said += part
    })
    socket.write(`GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)
    await once(socket, 'close')
    // What the server has not read may make the system reset the connection.
    expect(said).toMatch(/^$|^HTTP\/1\.1 431 /)
  })

  test('HTTP/2 without a preface is ended when nothing comes', async () => {
    const socket = await openTls(['h2'])
    socket.resume()
    await once(socket, 'close')
  })

  test('a wrong HTTP/2 preface ends the connection', async () => {
    const socket = await openTls(['h2'])
    socket.resume().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'close')
    expect(await isAlive()).toBe(true)
  })

  test('a client that waits for the settings of HTTP/2 is not left waiting', async () => {
    const socket = await openTls(['h2'])
    const startedAt = performance.now()
    socket.write(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1'))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    // The type of the first frame: SETTINGS.
    expect(answer[3]).toBe(4)
    expect(performance.now() - startedAt).toBeLessThan(opening.openingMs)
    socket.destroy()
  })
})

describe('an HTTP/2 request', () => {
  const openSession = () => {
    const session = connectHttp2(`https://localhost:${front.port}`, { ca: front.cert })
    session.on('error', () => {})
    return session
  }

  test('with half a body is cancelled', async () => {
    const session = openSession()
    const stream = session.request({ ':path': '/?key=pk_a', ':method': 'POST' })
    stream.on('error', () => {})
    stream.write('abc')
    await once(stream, 'close')
    expect(stream.rstCode).toBe(8)
    session.destroy()
  })

  test('with headers over the limit is refused', async () => {
    const session = openSession()
    const stream = session.request({ ':path': '/healthz', 'x-long': 'x'.repeat(40_000) })
    const [headers] = await once(stream, 'response')
    expect(headers[':status']).toBe(431)
    session.destroy()
    expect(await isAlive()).toBe(true)
  })

  test('reaches the ingress, which sets a Secure cookie', async () => {
    const session = openSession()
    const payload = JSON.stringify(front.payload())
    const stream = session.request({ ':path': '/?key=pk_a', ':method': 'POST' })
    stream.end(payload)
    const [headers] = await once(stream, 'response')
    expect(headers[':status']).toBe(200)
    expect(String(headers['set-cookie'])).toMatch(/^_iidt=.*; Secure/)
    session.destroy()
  })
})

test('stops at once when nobody is at work, and finishes what is under way', async () => {
  const other = await openTestFront({ opening: { openingMs: 60_000 } })
  const { port, cert } = other
  const silent = sendRaw(port)
  await once(silent.socket, 'connect')
  const idle = connectHttp2(`https://localhost:${port}`, { ca: cert })
  await once(idle, 'connect')
  const silentHttp2 = connectTls({ port, servername: 'localhost', ca: cert, ALPNProtocols: ['h2'] })
  await once(
    silentHttp2.on('error', () => {}),
    'secureConnect',
  )
  const busy = connectHttp2(`https://localhost:${port}`, { ca: cert })
  const stream = busy.request({ ':path': '/slow' })
  let body = ''
  stream.setEncoding('utf8').on('data', (part: string) => {
    body += part
  })
  await other.slowBegun
  const startedAt = performance.now()
  const closed = other.close()
  await once(stream, 'end')
  await closed
  expect(body).toBe('done')
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(await silent.said).toBe('')
})
