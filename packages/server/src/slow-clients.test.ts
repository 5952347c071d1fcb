import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../test/house'
import { type Listening, listen } from './listen'
import { serverLimits } from './server-limits'

const slowClients = 200
const limits = { headersMs: 1_500, requestMs: 2_500, checkMs: 100 }

let house: TestHouse
let listening: Listening
const sockets: Socket[] = []
beforeAll(async () => {
  house = await openTestHouse({ env: { WHORL_PORT: '0' }, serverLimits: limits })
  listening = await listen(house.app, house.house, { ...serverLimits, ...limits })
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await listening.close()
  await house.close()
})

interface Stalled {
  /** Everything the server said; resolves when it has hung up. */
  readonly said: Promise<string>
}

/** Sends `text` and then nothing. */
async function stall(url: string, text: string): Promise<Stalled> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname.replace(/[[\]]/g, ''), port: Number(port) })
  sockets.push(socket)
  let said = ''
  socket.on('data', (bytes) => {
    said += bytes.toString()
  })
  // A connection that the server cut may end in a reset.
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(said)))
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(text)
  return { said: closed }
}

const halfHeader = 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: '
const halfBody = 'POST /?key=pk_a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc'

test.each([
  ['half a header', halfHeader],
  ['half a body', halfBody],
])('200 clients that send %s hold nobody up, and are cut off', async (_, text) => {
  for (const url of listening.urls) {
    const startedAt = performance.now()
    const stalled = await Promise.all(Array.from({ length: slowClients }, () => stall(url, text)))
    for (let at = 0; at < 5; at++) {
      const askedAt = performance.now()
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      // Generous: it is about being answered at all.
      expect(performance.now() - askedAt).toBeLessThan(5_000)
    }
    const last = await Promise.all(stalled.map(({ said }) => said))
    expect(last).toHaveLength(slowClients)
    for (const said of last) expect(said).toMatch(/^HTTP\/1\.1 408 /)
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  }
})

test('both loopback addresses are served', () => {
  expect(listening.urls.map((url) => new URL(url).hostname)).toEqual(['127.0.0.1', '[::1]'])
})
