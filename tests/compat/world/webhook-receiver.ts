import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ReceivedWebhook {
  /** `3` or `4`. */
  readonly version: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Takes webhooks on loopback. */
export async function startWebhookReceiver() {
  const received: ReceivedWebhook[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    received.push({
      version: (request.url ?? '').replace('/v', ''),
      headers: request.headers,
      body: Buffer.concat(pieces),
    })
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `listen` on a port always gives an address object.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    /** Resolves once none has come for a second. */
    async settled() {
      for (let before = -1; before !== received.length; await sleep(1_000)) before = received.length
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
