import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedWebhook {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface WebhookReceiver {
  readonly url: string
  readonly port: number
  /** In the order in which they came. */
  readonly received: ReceivedWebhook[]
  /** Most requests that were open at a time. */
  readonly mostAtOnce: () => number
  /** Requests that wait for their answer. */
  readonly openNow: () => number
  /** What it answers from now on. */
  answer(status: number, options?: { headers?: Record<string, string>; delayMs?: number }): void
  close(): Promise<void>
}

/** A real server on loopback that keeps what it is sent. */
export async function startReceiver(port = 0): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  let reply: { status: number; headers: Record<string, string>; delayMs: number } = {
    status: 200,
    headers: {},
    delayMs: 0,
  }
  let open = 0
  let most = 0
  const server = createServer((request, response) => {
    open += 1
    most = Math.max(most, open)
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    response.on('close', () => {
      open -= 1
    })
    request.on('end', () => {
      const { url = '', headers } = request
      received.push({ path: url, headers, body: Buffer.concat(pieces).toString() })
      setTimeout(() => response.writeHead(reply.status, reply.headers).end('thanks'), reply.delayMs)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  // A listening TCP server has an address with a port.
  const at = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${at}/hook`,
    port: at,
    received,
    mostAtOnce: () => most,
    openNow: () => open,
    answer(status, { headers = {}, delayMs = 0 } = {}) {
      reply = { status, headers, delayMs }
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
