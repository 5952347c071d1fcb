import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ReceivedWebhook,
  startReceiver,
  type WebhookReceiver,
} from '../../packages/server/test/webhook-receiver'
import { type Databases, hasPostgres, openPostgresDatabases } from './databases'
import { manage, openInstallation, type RunningServer } from './two-servers'
import { aDevice, encode, send } from './visitor'

/** A third of the lease. */
const timeoutMs = 2_000
let databases: Databases
let receiver: WebhookReceiver

beforeAll(async () => {
  receiver = await startReceiver()
  databases = await openPostgresDatabases()
})
afterAll(async () => {
  await receiver.close()
  await databases.stop()
})

/** The ids of the events, made by as many visits, in turn of these servers. */
function visit(servers: readonly RunningServer[], count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      // There is one at every place of the list.
      const server = servers[index % servers.length] as RunningServer
      return (await send(server, await encode(server, { signals: aDevice() }))).eventId
    }),
  )
}

const eventIdOf = ({ body }: ReceivedWebhook): string => JSON.parse(body).event_id
const arrived = () => new Set(receiver.received.map(eventIdOf))

/** What this process has counted. */
async function countDelivered({ endpoint }: RunningServer): Promise<number> {
  const text = await (await fetch(`${endpoint}/metrics`)).text()
  return Number(/^whorl_webhooks_total\{outcome="delivered"\} (\d+)/m.exec(text)?.[1] ?? 0)
}

// PGlite has one session: no row is skipped because somebody else has it.
test.skipIf(!hasPostgres)(
  'two servers share the deliveries, and one finishes what the other had when it was killed',
  async () => {
    const webhook = { id: 'wh_shared', url: receiver.url, secret: 'a secret', version: '4' }
    const installation = await openInstallation(databases, {
      webhooks: [webhook],
      env: { WHORL_WEBHOOK_TIMEOUT_MS: String(timeoutMs) },
    })
    try {
      const [a, b] = [await installation.start(), await installation.start()]
      const shared = await visit([a, b], 60)
      await expect.poll(() => arrived().size, { timeout: 20_000 }).toBe(60)
      const counts = async () => [await countDelivered(a), await countDelivered(b)] as const
      await expect
        .poll(async () => (await counts()).reduce((sum, one) => sum + one), { timeout: 5_000 })
        .toBe(60)
      // Each once: a lease keeps the other one away. Both had a part.
      expect(receiver.received.map(eventIdOf).sort()).toEqual([...shared].sort())
      expect(Math.min(...(await counts()))).toBeGreaterThan(0)

      receiver.answer(200, { delayMs: timeoutMs * 0.75 })
      const before = receiver.received.length
      const all = [...shared, ...(await visit([a], 24))]
      // One server sends four at a time: of more than four, each has some.
      await expect
        .poll(() => receiver.openNow(), { timeout: 20_000, interval: 10 })
        .toBeGreaterThan(4)
      expect(await a.process.end('SIGKILL')).toBe('SIGKILL')
      const killedAt = performance.now()
      receiver.answer(200)

      const list = () => manage(b, 'GET', '/webhooks/wh_shared/deliveries')
      const states = async () => (await list()).data.map(({ state }: { state: string }) => state)
      for (;;) {
        if ((await states()).every((state: string) => state === 'delivered')) break
        if (performance.now() - killedAt > 30_000) throw new Error(`not all: ${await states()}`)
        await sleep(100)
      }
      const tookMs = performance.now() - killedAt
      expect([...arrived()].sort()).toEqual([...all].sort())
      // Not before its lease had run out, and soon after.
      const leaseMs = timeoutMs * 3
      expect(tookMs).toBeGreaterThan(leaseMs - timeoutMs)
      expect(tookMs).toBeLessThan(leaseMs + 4_000)
      const ids = new Map<string, (string | string[] | undefined)[]>()
      for (const one of receiver.received.slice(before)) {
        const eventId = eventIdOf(one)
        ids.set(eventId, [...(ids.get(eventId) ?? []), one.headers['webhook-id']])
      }
      const twice = [...ids.values()].filter((list) => list.length > 1)
      expect(twice.length).toBeGreaterThan(0)
      expect(twice.length).toBeLessThanOrEqual(4)
      for (const list of twice) expect(new Set(list).size).toBe(1)
    } finally {
      await installation.close()
    }
  },
)
