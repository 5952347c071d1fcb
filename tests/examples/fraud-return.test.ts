import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFraudReturn, webhook } from '../../examples/fraud-return/start.mjs'
import { createInstallation, type ServerProcess, startServer } from '../../tools/server-process.mjs'
import { findBrowser } from '../browsers/find-browser'
import { openUnautomated } from '../browsers/open-unautomated'
import { createScratchFolder } from '../browsers/scratch-folder'
import { waitUntil } from '../browsers/wait-until'

const scratch = createScratchFolder('fraud-return')
const lines: string[] = []
const mails: string[] = []
let installation: ReturnType<typeof createInstallation>
let server: ServerProcess
let example: Awaited<ReturnType<typeof startFraudReturn>>

beforeAll(async () => {
  const webhookPort = await findFreePort()
  const url = `http://127.0.0.1:${webhookPort}/webhook`
  installation = createInstallation({
    webhooks: [{ url, secret: webhook.secret, version: '4' }],
  })
  server = await startServer(installation, { env: { WHORL_OUTBOUND_ALLOW: '127.0.0.1/32' } })
  const { publicKey, secretKey, folder } = installation
  const { endpoint } = server
  example = await startFraudReturn({
    ...{ endpoint, publicKey, secretKey, folder, webhookPort },
    log: (line) => void lines.push(line),
    onMail: (mail) => void mails.push(mail),
  })
})
afterAll(async () => {
  await example.close()
  await server.end('SIGTERM')
  installation.remove()
  scratch.remove()
})

/** Visits the shop with a browser that nobody drives, until the handler has heard of it. */
async function visit(profile: string, { incognito = false } = {}): Promise<string> {
  const before = lines.length
  const browser = await openUnautomated('chromium', example.page, {
    profileDir: `${scratch.path}/${profile}`,
    incognito,
  })
  try {
    await waitUntil(() => lines.length > before, 'a webhook', 60_000)
    return lines.at(-1) ?? ''
  } finally {
    await browser.close()
  }
}

test.skipIf(!findBrowser('chromium'))(
  'a marked visitor who returns privately with cleared storage causes one e-mail',
  async () => {
    const first = await visit('one')
    const visitorId = first.split(' ')[0] ?? ''
    expect(first).toBe(`${visitorId} has no mark`)
    const { events } = await example.client.searchEvents({ visitor_id: visitorId })
    expect(events).toHaveLength(1)
    await example.client.updateEvent(events[0]?.event_id ?? '', {
      suspect: true,
      tags: { fraud: 'stolen card' },
    })
    // Another profile holds nothing of the first one.
    expect(await visit('two', { incognito: true })).toBe(`${visitorId} is back: stolen card`)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain(`A marked visitor is back: ${visitorId}`)
    expect(mails[0]).toContain('Private window: true')
  },
)

test('a message with a wrong signature is refused', async () => {
  const [url] = installation.webhooks
  const reply = await fetch(url ?? '', {
    method: 'POST',
    headers: { 'fpjs-event-signature': 'v1=00' },
    body: '{}',
  })
  expect(reply.status).toBe(401)
})

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      // Listening on a port always gives an address object.
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
