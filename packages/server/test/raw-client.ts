import { connect, createServer, type Socket } from 'node:net'

/** A client below HTTP and TLS. */
export interface RawClient {
  readonly socket: Socket
  /** Everything the server said; resolves when the connection is over. */
  readonly said: Promise<string>
}

/** Connects and sends, and then nothing. */
export function sendRaw(
  port: number,
  bytes: string | Uint8Array = '',
  host = '127.0.0.1',
): RawClient {
  const socket = connect({ port, host })
  let text = ''
  socket.on('data', (part) => {
    text += part.toString('latin1')
  })
  // A connection that the server cut may end in a reset.
  socket.on('error', () => {})
  const said = new Promise<string>((resolve) => socket.once('close', () => resolve(text)))
  if (bytes.length > 0) socket.write(bytes)
  return { socket, said }
}

export interface Relay {
  readonly port: number
  close(): void
}

/** Passes connections on; what the client sends first goes in the pieces that `cut` makes of it. */
export async function openRelay(
  target: number,
  cut: (first: Buffer) => readonly Uint8Array[],
): Promise<Relay> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const inner = connect({ port: target, host: '127.0.0.1', noDelay: true })
    for (const socket of [client, inner]) {
      sockets.add(socket)
      socket.on('error', () => {}).once('close', () => client.destroy())
    }
    inner.pipe(client)
    client.once('data', async (first) => {
      client.pause()
      for (const piece of cut(first)) {
        inner.write(piece)
        await new Promise((resolve) => setImmediate(resolve))
      }
      client.pipe(inner)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not a TCP port')
  return {
    port: address.port,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
