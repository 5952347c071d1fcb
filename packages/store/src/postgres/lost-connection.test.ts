import { once } from 'node:events'
import { connect as connectSocket, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPostgres, type PostgresServer, startPostgres } from '../../conformance/postgres-server'
import { connect } from './connect'

const bin = findPostgres()
let postgres: PostgresServer
/** Connections of the pool, through a relay that can cut them. */
const open = new Set<Socket>()
let address: string
const relay = createServer((near) => {
  const { port, hostname } = new URL(address)
  const far = connectSocket(Number(port), hostname)
  open.add(near)
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.pipe(to)
    from.on('error', () => {})
    from.on('close', () => {
      open.delete(near)
      to.destroy()
    })
  }
})

beforeAll(async () => {
  if (!bin) return
  postgres = await startPostgres(bin)
  address = await postgres.newDatabase()
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
})
afterAll(async () => {
  relay.close()
  await postgres?.stop()
})

// What nobody catches fails the run by itself.
test.skipIf(!bin).each([
  ['closed', (socket: Socket) => socket.end()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
])('transactions whose connection is %s fail alone, and the pool goes on', async (_, cut) => {
  const port = (relay.address() as { port: number }).port
  const url = new URL(address)
  url.port = String(port)
  const sql = connect(url.href, { connectionsMax: 4 })
  const codes = new Set<unknown>()
  const transact = async (): Promise<boolean> => {
    try {
      await sql.begin(async (tx) => {
        await tx`SELECT 1`
        await tx`SELECT pg_sleep(0.002)`
        await tx`SELECT ${[1, 2]}::int[]`
      })
      return true
    } catch (error) {
      codes.add(error instanceof Error && 'code' in error ? error.code : error)
      return false
    }
  }
  let failed = 0
  for (let round = 0; round < 20; round++) {
    const running = Promise.all(Array.from({ length: 12 }, transact))
    await sleep(round)
    for (const socket of [...open].slice(0, 2)) cut(socket)
    failed += (await running).filter((isDone) => !isDone).length
  }
  expect(failed).toBeGreaterThan(0)
  for (const code of codes) expect(['CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE']).toContain(code)
  // The last cut may not have arrived yet: it may still cost somebody a transaction.
  const openAfterMore = async () => {
    await Promise.all(Array.from({ length: 40 }, transact))
    return open.size
  }
  await expect.poll(openAfterMore, { timeout: 30_000 }).toBe(4)
  // No place of the pool was lost, and none holds half a statement.
  expect(await Promise.all(Array.from({ length: 40 }, transact))).toEqual(Array(40).fill(true))
  await sql.end()
})
