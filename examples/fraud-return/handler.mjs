import { createServer } from 'node:http'
import { FingerprintServerApiClient, isValidWebhookSignature, Region } from '@fingerprint/node-sdk'
import { createTransport } from 'nodemailer'
import { openDatabase } from '../open-database.mjs'

const bodyBytesMax = 1_000_000

/** The Server API client; the SDK is the published one, its `fetch` option sends it to an own server. */
export function createClient(endpoint, secretKey) {
  return new FingerprintServerApiClient({
    apiKey: secretKey,
    region: Region.Global,
    fetch: (input, init) => {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      return fetch(endpoint + pathname + search, init)
    },
  })
}

/** Remembers what a visitor did, in the tags of the event in which it was done. */
export async function markFraud(client, eventId, note) {
  await client.updateEvent(eventId, { suspect: true, tags: { fraud: note } })
}

/**
 * Receives a webhook for every visit, and sends one e-mail when a visitor comes back whose earlier
 * event carries a fraud mark.
 *
 * @param {{endpoint: string, secretKey: string, webhookSecret: string, databasePath: string,
 *   smtpUrl: string, port?: number, log?: (line: string) => void}} options
 */
export async function startHandler({
  endpoint,
  secretKey,
  webhookSecret,
  databasePath,
  smtpUrl,
  port = 0,
  log = console.log,
}) {
  const client = createClient(endpoint, secretKey)
  const mail = createTransport(smtpUrl)
  const db = await openDatabase(databasePath)
  db.exec('CREATE TABLE IF NOT EXISTS handled (eventId TEXT PRIMARY KEY)')
  const handle = db.prepare('INSERT INTO handled (eventId) VALUES (?) ON CONFLICT DO NOTHING')
  const forget = db.prepare('DELETE FROM handled WHERE eventId = ?')

  async function onVisit(event) {
    const eventId = event.event_id
    const visitorId = event.identification?.visitor_id
    if (visitorId === undefined) return
    // Webhooks come at least once: the second time there is nothing left to do.
    if (handle.run(eventId).changes === 0) return
    try {
      const mark = await findMark(client, visitorId, eventId)
      if (mark !== undefined) await notify(mail, event, mark)
      log(`${visitorId} ${mark === undefined ? 'has no mark' : `is back: ${mark}`}`)
    } catch (error) {
      // The webhook is tried again, and then counts as new.
      forget.run(eventId)
      throw error
    }
  }

  const server = createServer(async (request, response) => {
    const answer = (status) => response.writeHead(status).end()
    if (request.method !== 'POST' || request.url !== '/webhook') return answer(404)
    const body = await readBody(request)
    const header = request.headers['fpjs-event-signature']
    const isOurs =
      body !== undefined &&
      typeof header === 'string' &&
      isValidWebhookSignature({ header, data: body, secret: webhookSecret })
    if (!isOurs) return answer(401)
    try {
      await onVisit(JSON.parse(body.toString()))
      answer(200)
    } catch (error) {
      log(`not handled: ${error}`)
      answer(500)
    }
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}/webhook`,
    client,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      mail.close()
      db.close()
    },
  }
}

/** The newest fraud mark among the visitor's other events. */
async function findMark(client, visitorId, eventId) {
  const { events } = await client.searchEvents({ visitor_id: visitorId, suspect: true, limit: 100 })
  const marked = events.find((event) => event.event_id !== eventId && event.tags?.fraud)
  return marked?.tags.fraud
}

function notify(mail, event, mark) {
  const { event_id: eventId, identification, ip_address: ip, incognito, url } = event
  return mail.sendMail({
    from: 'whorl@shop.example',
    to: 'fraud@shop.example',
    subject: `A marked visitor is back: ${identification.visitor_id}`,
    text: [
      `Mark: ${mark}`,
      `Event: ${eventId}`,
      `Page: ${url}`,
      `Address: ${ip}`,
      `Private window: ${incognito ?? 'not known'}`,
    ].join('\n'),
  })
}

async function readBody(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > bodyBytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
