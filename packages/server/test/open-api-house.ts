import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventRecord } from '@whorl/core'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../src/app'
import { readConfig } from '../src/config'
import type { House } from '../src/house'
import { openHouse } from '../src/open-house'
import { type ServerLimits, serverLimits } from '../src/server-limits'
import { sampleEvent } from './sample-event'

/** The first workspace has two environments and a key for each kind of caller. */
export const tenants = {
  workspaces: [
    {
      id: 'ws_a',
      name: 'a',
      environments: [
        { id: 'ae_000000000000000a', name: 'main', publicKeys: ['pk_main'] },
        { id: 'ae_000000000000000b', name: 'side', publicKeys: ['pk_side'] },
      ],
      secretKeys: [
        { token: 'sk_a' },
        { token: 'sk_main', environment: 'main' },
        { token: 'sk_side', environment: 'side' },
        { token: 'sk_revoked', status: 'disabled' },
      ],
      managementKeys: ['mk_a'],
      proxyKeys: ['px_a'],
      rulesets: [
        {
          id: 'rs_a',
          name: 'of a',
          rules: [
            {
              id: 'r_bots',
              expression: 'bot in ["bad"] || incognito',
              action: { type: 'block' as const, body: '{"title":"Forbidden"}' },
            },
            {
              id: 'r_curl',
              expression: "source == 'edge' && bot_info.category == 'scraping'",
              action: { type: 'block' as const, status_code: 429 },
            },
          ],
        },
      ],
    },
    {
      id: 'ws_b',
      name: 'b',
      smartSignals: false,
      environments: [{ id: 'ae_000000000000000c', name: 'main', publicKeys: ['pk_b'] }],
      secretKeys: [{ token: 'sk_b' }],
      rulesets: [
        {
          id: 'rs_b',
          name: 'of b',
          rules: [{ id: 'r_b', expression: 'bot in ["bad"]', action: { type: 'block' as const } }],
        },
      ],
    },
    {
      id: 'ws_c',
      name: 'c',
      environments: [{ name: 'limited', publicKeys: ['pk_c'], limits: { apiPerKey: 2 } }],
      secretKeys: [{ token: 'sk_limited' }],
    },
    ...['v3', 'v4'].map((name) => ({
      id: `ws_deletes_${name}`,
      name: `deletes ${name}`,
      deletionsPerHour: 2,
      environments: [],
      secretKeys: [{ token: `sk_deletes_${name}` }],
    })),
    {
      id: 'ws_settles',
      name: 'settles',
      updateSettleMs: 4_000,
      environments: [{ id: 'ae_000000000000000d', name: 'settles', publicKeys: ['pk_settles'] }],
      secretKeys: [{ token: 'sk_settles' }],
    },
  ],
}

export interface ApiHouse {
  readonly app: FastifyInstance
  readonly house: House
  /** Stores an event of the sample visitor. */
  seed(parts?: Partial<EventRecord>): Promise<EventRecord>
  close(): Promise<void>
}

export interface ApiHouseOptions {
  /** Puts files into the data folder before the server opens it. */
  readonly prepare?: (folder: string) => void
  readonly serverLimits?: Partial<ServerLimits>
  /** More of the configuration. */
  readonly env?: Readonly<Record<`WHORL_${string}`, string>>
}

/** A server on a real database in a folder of its own, without a socket. */
export async function openApiHouse({
  prepare = () => {},
  serverLimits: limits,
  env = {},
}: ApiHouseOptions = {}): Promise<ApiHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'whorl-api-'))
  prepare(folder)
  const provisionFile = join(folder, 'provision.json')
  writeFileSync(provisionFile, JSON.stringify(tenants))
  const { house, close } = await openHouse(
    readConfig({
      WHORL_DATA: folder,
      WHORL_PROVISION: provisionFile,
      WHORL_MODE: 'development',
      WHORL_LOG_LEVEL: 'silent',
      ...env,
    }),
  )
  const app = buildApp(house, { ...serverLimits, ...limits })
  await app.ready()
  let count = 0
  return {
    app,
    house,
    async seed(parts = {}) {
      count += 1
      const timestamp = parts.timestamp ?? 1_790_000_000_000 + count
      const event = sampleEvent({
        timestamp,
        eventId: `${timestamp}.${String(count).padStart(6, '0')}`,
        environmentId: 'ae_000000000000000a',
        ...parts,
      })
      await record(house, event, `nonce-${count}`)
      return event
    },
    async close() {
      await app.close()
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function record({ store }: House, event: EventRecord, nonce: string): Promise<void> {
  const { workspaceId, identification, timestamp } = event
  const { visitorId } = identification
  const query = {
    workspaceId,
    anchors: [visitorId],
    keys: { blocks: [] },
    nonce,
    bodyHash: nonce,
    noncesSince: 0,
  }
  const { versions, history } = await store.visits.history(query)
  const known = history.anchored[0]?.profile
  const outcome = await store.visits.record({
    query,
    event,
    profile: {
      visitorId,
      firstSeenAt: known?.firstSeenAt ?? timestamp,
      lastSeenAt: timestamp,
      engine: 'blink',
      os: 'linux',
      traits: {
        product: 'Chrome',
        version: 156,
        last: [],
        earlier: {},
        changes: {},
        fonts: [],
        networks: [],
        tokenless: 0,
        moves: 0,
        doubt: 0,
        highRecall: { id: `${visitorId}_hr`, firstSeenAt: timestamp },
      },
      ip: event.ip,
      visits: (known?.visits ?? 0) + 1,
    },
    isNewVisitor: !known,
    answer: '{}',
    usedAt: timestamp,
    expects: { versions, isNonceUsed: false, isBodyUsed: false, checkBlocks: true },
  })
  if (outcome.kind !== 'recorded') throw new Error(`the sample was not recorded: ${outcome.kind}`)
}
