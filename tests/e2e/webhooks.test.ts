import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isValidWebhookSignature } from '@fingerprint/node-sdk'
import { envelope } from '@whorl/wire/envelope'
import { expect, test } from 'vitest'
import { createInstallation, startServer } from '../../tools/server-process.mjs'

const secret = 'secret of the webhook'

function plainEnvelope(publicKey: string, visit: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.from(`${envelope.noKey}.${randomBytes(12).toString('hex')}`)
  const payload = {
    v: 1,
    kind: 'identify',
    key: publicKey,
    platform: 'browser',
    sdk: { platform: 'js', version: '4.1.5' },
    url: `https://shop.example/${visit}`,
    signals: { timezone: { value: 'Europe/Berlin' } },
  }
  const head = Buffer.from([envelope.magic, envelope.version, 0, header.length])
  return Uint8Array.from(Buffer.concat([head, header, Buffer.from(JSON.stringify(payload))]))
}

/** Takes its time, so that deliveries are on their way when the server is killed. */
async function startSlowReceiver() {
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() })
    setTimeout(() => response.end(), 50)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { received, url: `http://127.0.0.1:${port}/`, close }
}

test('a server that is killed loses no webhook: every accepted event arrives', async () => {
  const installation = createInstallation()
  const receiver = await startSlowReceiver()
  try {
    const file = JSON.parse(readFileSync(installation.provisionFile, 'utf8'))
    file.workspaces[0].webhooks = [{ url: receiver.url, secret, version: '4' }]
    writeFileSync(installation.provisionFile, JSON.stringify(file))
    const env = { WHORL_OUTBOUND_ALLOW: '127.0.0.1/32' }
    const accepted: string[] = []
    for (let life = 0; life < 3; life++) {
      const server = await startServer(installation, { env })
      const url = `${server.endpoint}/?key=${installation.publicKey}`
      const visits = Array.from({ length: 40 }, async (_, visit) => {
        const body = plainEnvelope(installation.publicKey, visit)
        const reply = await fetch(url, { method: 'POST', body })
        const { eventId } = (await reply.json()) as { eventId: string }
        accepted.push(eventId)
      })
      await Promise.all(visits)
      expect(await server.end('SIGKILL')).toBe('SIGKILL')
    }
    const before = receiver.received.length
    const server = await startServer(installation, { env })
    const ids = () => new Set(receiver.received.map(({ body }) => JSON.parse(body).event_id))
    await expect.poll(() => ids().size, { timeout: 30_000 }).toBe(accepted.length)
    expect([...ids()].sort()).toEqual([...accepted].sort())
    expect(before).toBeLessThan(accepted.length)
    for (const { headers, body } of receiver.received) {
      const header = String(headers['fpjs-event-signature'])
      expect(isValidWebhookSignature({ header, data: Buffer.from(body), secret })).toBe(true)
      // A duplicate has the id of the first one.
      const eventId: string = JSON.parse(body).event_id
      expect(String(headers['webhook-id']).endsWith(eventId.replace('.', '_'))).toBe(true)
    }
    expect(await server.end('SIGTERM')).toBe(0)
  } finally {
    receiver.close()
    installation.remove()
  }
}, 90_000)
