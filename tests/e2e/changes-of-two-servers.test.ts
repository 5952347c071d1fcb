import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReceiver } from '../../packages/server/test/webhook-receiver'
import { type Databases, openPostgresDatabases } from './databases'
import { manage, openInstallation, type RunningServer } from './two-servers'
import { aDevice, encode, type Server, send } from './visitor'

let databases: Databases
let installation: Awaited<ReturnType<typeof openInstallation>>
let a: RunningServer
let b: RunningServer

beforeAll(async () => {
  databases = await openPostgresDatabases()
  installation = await openInstallation(databases)
  a = await installation.start()
  b = await installation.start()
})
afterAll(async () => {
  await installation.close()
  await databases.stop()
})

/** Every server looks each second whether the tenants changed; a busy machine takes longer. */
const soon = { timeout: 5_000, interval: 50 }

async function statusOf({ endpoint }: Server, secretKey: string): Promise<number> {
  const headers = { authorization: `Bearer ${secretKey}` }
  return (await fetch(`${endpoint}/v4/events?limit=1`, { headers })).status
}

async function visit(server: Server, key = server.publicKey): Promise<string> {
  const as = { ...server, publicKey: key }
  return (await send(as, await encode(as, { signals: aDevice() }))).eventId
}

/** 'taken', or why it is not. */
const attempt = (server: Server, key?: string): Promise<string> =>
  visit(server, key).then(
    () => 'taken',
    (cause: Error) => cause.message,
  )

test('a key that one server makes and disables is soon known to the other', async () => {
  const wanted = { type: 'secret', name: 'for a test' }
  const { id, token } = (await manage(a, 'POST', '/api-keys', wanted)).data
  expect(await statusOf(a, token)).toBe(200)
  await expect.poll(() => statusOf(b, token), soon).toBe(200)
  await manage(b, 'PATCH', `/api-keys/${id}`, { status: 'disabled' })
  expect(await statusOf(b, token)).toBe(403)
  await expect.poll(() => statusOf(a, token), soon).toBe(403)
})

test('an environment that one server makes is soon visited through the other', async () => {
  const { id } = (await manage(b, 'POST', '/environments', { name: 'made by b' })).data
  // The one that changes something looks at what is stored first: it misses nothing of the other.
  const wanted = { type: 'public', name: 'for a test', environment: id }
  const { token } = (await manage(a, 'POST', '/api-keys', wanted)).data
  expect(await attempt(a, token)).toBe('taken')
  await expect.poll(() => attempt(b, token), soon).toBe('taken')
  await manage(a, 'DELETE', `/environments/${id}`)
  await expect.poll(() => attempt(b, token), soon).toMatch(/^refused: 4/)
})

test('a webhook that is changed through one server is changed for the next event of the other', async () => {
  const [old, other] = [await startReceiver(), await startReceiver()]
  try {
    const { id } = (await manage(a, 'POST', '/webhooks', { url: old.url })).data
    const eventIds = [await visit(b)]
    await expect.poll(() => old.received.length, soon).toBe(1)
    const changes = { url: other.url, description: 'moved' }
    const changed = (await manage(b, 'PATCH', `/webhooks/${id}`, changes)).data
    expect((await manage(a, 'GET', `/webhooks/${id}`)).data).toEqual(changed)
    eventIds.push(await visit(a))
    await expect.poll(() => other.received.length, soon).toBe(1)

    await manage(a, 'PATCH', `/webhooks/${id}`, { status: 'disabled' })
    await visit(b)
    await manage(b, 'PATCH', `/webhooks/${id}`, { status: 'enabled' })
    eventIds.push(await visit(a))
    await expect.poll(() => other.received.length, soon).toBe(2)
    const log: { event_id: string }[] = (await manage(b, 'GET', `/webhooks/${id}/deliveries`)).data
    expect(log.map((one) => one.event_id).sort()).toEqual(eventIds.sort())
    expect(old.received).toHaveLength(1)

    await manage(b, 'DELETE', `/webhooks/${id}`)
    await expect(manage(a, 'GET', `/webhooks/${id}`)).rejects.toThrow('404')
  } finally {
    await old.close()
    await other.close()
  }
})

test('a workspace that a third server changes, and one that it adds, are soon known', async () => {
  const eventId = await visit(a)
  const products = async () => {
    const headers = { authorization: `Bearer ${a.secretKey}` }
    const reply = await fetch(`${a.endpoint}/v4/events/${eventId}`, { headers })
    return Object.keys((await reply.json()) as object)
  }
  expect(await products()).toContain('bot')
  await installation.start({
    workspace: { smartSignals: false },
    add: [
      {
        name: 'second',
        environments: [{ name: 'of the second', publicKeys: ['public_key_of_the_second'] }],
        secretKeys: [{ token: 'secret_key_of_the_second' }],
      },
    ],
  })
  await expect.poll(products, soon).not.toContain('bot')
  for (const server of [a, b]) {
    await expect.poll(() => statusOf(server, 'secret_key_of_the_second'), soon).toBe(200)
    expect(await attempt(server, 'public_key_of_the_second')).toBe('taken')
  }
})
