import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import type { EventRecord } from '@whorl/core'
import { type Challenge, envelope, type IdentifyPayload, type IngestAnswer } from '@whorl/wire'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../src/app'
import type { Clock } from '../src/clock'
import { readConfig } from '../src/config'
import type { House } from '../src/house'
import { openHouse } from '../src/open-house'
import { findDeviceEvent } from '../src/pipeline/find-device-event'
import { type ServerLimits, serverLimits } from '../src/server-limits'
import type { ProvisionFile } from '../src/tenants/provision-file'

/** Every limit off, so that tests of something else are never held up. */
export const noLimits = {
  ingestPerIp: 0,
  ingestPerKey: 0,
  apiPerKey: 0,
  newVisitorsPerMinute: 0,
  fingerprintsPerVisitorDay: 0,
} as const

/** Two workspaces with one environment each. */
export const twoTenants: ProvisionFile = {
  workspaces: ['a', 'b'].map((name) => ({
    id: `ws_${name}`,
    name,
    limits: noLimits,
    environments: [{ id: `ae_${name}`, name, publicKeys: [`pk_${name}`] }],
    secretKeys: [{ token: `sk_${name}` }],
    proxyKeys: [`px_${name}`],
  })),
}

export interface TestHouseOptions {
  readonly tenants?: ProvisionFile
  readonly env?: Readonly<Record<string, string>>
  readonly clock?: Clock
  /** An existing data folder; it is kept. */
  readonly folder?: string
  /** What differs from the limits that clients have in production. */
  readonly serverLimits?: Partial<ServerLimits>
  /** Adds routes of the test's own. */
  readonly register?: (app: FastifyInstance) => void
}

export interface TestReply<Body = Record<string, unknown>> {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly json: Body
}

export interface TestHouse {
  readonly app: FastifyInstance
  readonly house: House
  readonly folder: string
  /** POSTs to the ingress, by default at `/`. */
  post<Body = Record<string, unknown>>(
    body: Buffer | string | object,
    options?: PostOptions,
  ): Promise<TestReply<Body>>
  /** A fresh challenge of this key and origin. */
  challenge(options?: PostOptions): Promise<Challenge>
  /** Identifies by plain JSON. @throws Error when it is refused */
  identify(parts?: Partial<IdentifyPayload>, options?: PostOptions): Promise<IngestAnswer>
  /** @throws Error when there is none */
  event(eventId: string, workspaceId?: string): Promise<EventRecord>
  close(): Promise<void>
}

export interface PostOptions {
  readonly path?: string
  readonly key?: string
  readonly retry?: string
  readonly origin?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly remoteAddress?: string
  /** Unix ms of this request. */
  readonly now?: number
}

/** A whole server on a real database in a folder of its own, in development mode, no socket. */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const { tenants = twoTenants, env = {}, clock } = options
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'whorl-test-'))
  const provisionFile = join(folder, 'provision.json')
  writeFileSync(provisionFile, JSON.stringify(tenants))
  const config = readConfig({
    WHORL_DATA: folder,
    WHORL_PROVISION: provisionFile,
    WHORL_MODE: 'development',
    WHORL_LOG_LEVEL: 'silent',
    ...env,
  })
  const { house, close } = await openHouse(config, { ...(clock && { clock }) })
  const app = buildApp(house, { ...serverLimits, ...options.serverLimits })
  options.register?.(app)
  await app.ready()
  const post = createPost(app)
  return {
    app,
    house,
    folder,
    post,
    async challenge(postOptions) {
      const { json } = await post<{ challenge: Challenge }>('', postOptions)
      return json.challenge
    },
    async identify(parts, postOptions) {
      const { status, json } = await post<IngestAnswer>(aPayload(parts), postOptions)
      if (status !== 200) throw new Error(`refused: ${status} ${JSON.stringify(json)}`)
      return json
    },
    async event(eventId, workspaceId = 'ws_a') {
      const event = await findDeviceEvent(house.store, workspaceId, eventId)
      if (!event) throw new Error(`no event ${eventId} in ${workspaceId}`)
      return event
    },
    async close() {
      await app.close()
      await close()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

function createPost(app: FastifyInstance): TestHouse['post'] {
  return async <Body>(body: Buffer | string | object, options: PostOptions = {}) => {
    const { path = '/', key = 'pk_a', retry, origin, headers, remoteAddress, now } = options
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
    const reply = await app.inject({
      method: 'POST',
      url: path,
      query: { ...(key !== '' && { key }), ...(retry !== undefined && { retry }) },
      headers: {
        'content-type': 'text/plain',
        'user-agent': userAgent,
        ...(origin !== undefined && { origin }),
        ...(now !== undefined && { 'x-whorl-now': String(now) }),
        ...headers,
      },
      ...(remoteAddress !== undefined && { remoteAddress }),
      payload: isRaw ? body : JSON.stringify(body),
    })
    return { status: reply.statusCode, headers: reply.headers, json: reply.json<Body>() }
  }
}

/** What a recorded Chromium on Linux sends. */
const recorded = JSON.parse(
  readFileSync(new URL('../../../bench/payload.json', import.meta.url), 'utf8'),
) as { userAgent: string; signals: IdentifyPayload['signals'] }
export const userAgent = recorded.userAgent

/** A first message of that browser: each has a nonce of its own. */
export function aPayload(parts: Partial<IdentifyPayload> = {}): IdentifyPayload {
  return {
    v: 1,
    kind: 'identify',
    key: 'pk_a',
    platform: 'browser',
    sdk: { platform: 'js', version: '4.1.5', face: 'v4' },
    nonce: randomUUID(),
    url: 'https://shop.example/login',
    signals: recorded.signals,
    ...parts,
  }
}

/** The signals of another device: `seed` changes what machines and their owners differ in. */
export function otherDevice(seed: number): IdentifyPayload['signals'] {
  return {
    ...recorded.signals,
    hardwareConcurrency: { value: 2 + (seed % 60) },
    audio: { value: 100 + seed / 1000 },
    screenResolution: { value: [1000 + seed, 700 + seed] },
    canvas: { value: { winding: true, geometry: `drawing ${seed}`, text: `text ${seed}` } },
    webglBasics: {
      value: {
        version: 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
        vendor: 'WebKit',
        vendorUnmasked: 'Google Inc. (NVIDIA)',
        renderer: 'WebKit WebGL',
        rendererUnmasked: `ANGLE (NVIDIA, card ${seed}, OpenGL 4.5)`,
        shadingLanguageVersion: 'WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)',
      },
    },
    fonts: { value: ['DejaVu Sans', `Font ${seed}`, `Font ${seed + 1}`] },
    fontHash: { value: `shapes ${seed}` },
  }
}

/** The bytes of a message as the agent makes them. */
export function seal(
  payload: object,
  { keyId, id, key }: Challenge,
  { encrypted = true, deflated = true }: { encrypted?: boolean; deflated?: boolean } = {},
): Buffer {
  const header = Buffer.from(`${keyId}.${id}`)
  const flags = (encrypted ? envelope.flagEncrypted : 0) | (deflated ? envelope.flagDeflated : 0)
  const head = Buffer.concat([
    Buffer.from([envelope.magic, envelope.version, flags, header.length]),
    header,
  ])
  const text = Buffer.from(JSON.stringify(payload))
  const content = deflated ? deflateRawSync(text) : text
  if (!encrypted) return Buffer.concat([head, content])
  const iv = randomBytes(envelope.ivBytes)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), iv)
  cipher.setAAD(head)
  return Buffer.concat([head, iv, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** A clock that stands until it is moved. */
export function createTestClock(start = Date.now()): Clock & { move(ms: number): void } {
  let now = start
  return {
    real: () => now,
    move(ms) {
      now += ms
    },
  }
}
