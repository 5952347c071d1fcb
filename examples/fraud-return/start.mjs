import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { servePage } from '../serve-page.mjs'
import { markFraud, startHandler } from './handler.mjs'
import { openMailSink } from './mail-sink.mjs'

/** The server of the example is started with a webhook to this address and of this secret. */
export const webhook = { port: 3001, secret: 'a webhook secret of the example' }

/**
 * Starts the webhook handler, the page of a shop, and a mail server that prints.
 *
 * @param {{endpoint: string, publicKey: string, secretKey: string, folder: string, ports?: number[],
 *   webhookPort?: number, log?: (line: string) => void, onMail?: (mail: string) => void}} options
 *   `ports`: of the place that takes marks and of the page
 */
export async function startFraudReturn({
  endpoint,
  publicKey,
  secretKey,
  folder,
  ports = [0, 0],
  webhookPort = webhook.port,
  log = console.log,
  onMail = (mail) => console.log(`\n${mail}`),
}) {
  const sink = await openMailSink(onMail)
  const handler = await startHandler({
    endpoint,
    secretKey,
    webhookSecret: webhook.secret,
    databasePath: join(folder, 'handled.db'),
    smtpUrl: sink.url,
    port: webhookPort,
    log,
  })
  const marks = await takeMarks(handler.client, ports[0], log)
  const page = await servePage({
    folder: fileURLToPath(new URL('page', import.meta.url)),
    files: ['index.html', 'visit.js'],
    settings: { endpoint, publicKey, marks: marks.url },
    port: ports[1],
  })
  return {
    page: page.origin,
    client: handler.client,
    async close() {
      await page.close()
      await marks.close()
      await handler.close()
      await sink.close()
    },
  }
}

/** What the shop's own back office would do when somebody finds out. */
async function takeMarks(client, port, log) {
  const server = createServer(async (request, response) => {
    const eventId = new URL(request.url ?? '/', 'http://marks').searchParams.get('event')
    try {
      await markFraud(client, eventId, 'stolen card')
      log(`marked ${eventId}`)
      response.writeHead(200).end('marked\n')
    } catch (error) {
      response.writeHead(502).end(`${error}\n`)
    }
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${server.address().port}/mark`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
