import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { openSynCapture } from './saved-syn'

const capture = await openSynCapture()
/** Named, so that a skip on a machine that has both is seen. */
const why = capture.missing ?? ''

test.each(['127.0.0.1', '::1'])(
  `captures the SYN of a connection to %s, and says linux${why && ` (skipped: ${why})`}`,
  { skip: capture.missing !== undefined },
  async (host) => {
    const server = createServer()
    server.listen(0, host)
    await once(server, 'listening')
    capture.enable(server)
    const { port } = server.address() as AddressInfo
    const accepted = new Promise((resolve) => {
      server.once('connection', (socket: Socket) => {
        resolve([capture.read(socket), capture.read(socket)])
        socket.destroy()
      })
    })
    const client = connect(port, host)
    const [first, second] = (await accepted) as [unknown, unknown]
    client.destroy()
    server.close()
    expect(first).toMatchObject({
      captured: true,
      family: 'linux',
      layout: 'mss,sok,ts,nop,ws',
      ttl: 64,
      ttlDistance: 0,
    })
    // The system gives it away only once.
    expect(second).toEqual({ captured: false })
  },
)

test('a listener that was not asked to keep SYNs has none, and that is no error', async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [socket] = (await once(server, 'connection')) as [Socket]
  expect(capture.read(socket)).toEqual({ captured: false })
  socket.destroy()
  expect(capture.read(socket)).toEqual({ captured: false })
  client.destroy()
  server.close()
})

test('other systems capture nothing, and say why', async () => {
  const elsewhere = await openSynCapture('darwin')
  expect(elsewhere.missing).toBe('the system is darwin, not linux')
  const server = createServer()
  elsewhere.enable(server)
})
