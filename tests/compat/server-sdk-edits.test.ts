import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { ServerApiError } from '@fingerprint/node-sdk'
import { RequestError as RequestErrorV3 } from '@fingerprintjs/fingerprintjs-pro-server-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstallation, type ServerProcess, startServer } from '../../tools/server-process.mjs'
import { openSdkV3, openSdkV4 } from './server-sdk'

/** What a recorded browser sends. */
const recorded = JSON.parse(
  readFileSync(new URL('../../bench/payload.json', import.meta.url), 'utf8'),
) as { userAgent: string; signals: Record<string, unknown> }

const installation = createInstallation()
let server: ServerProcess

beforeAll(async () => {
  const environment = { name: 'main', publicKeys: ['pk_edits'] }
  const workspaces = [
    {
      name: 'edits',
      relatedVisitors: true,
      environments: [environment],
      secretKeys: [{ token: 'sk_edits' }, { token: 'sk_scoped', environment: 'main' }],
    },
    {
      name: 'plain',
      updateSettleMs: 60_000,
      environments: [{ name: 'main', publicKeys: ['pk_plain'] }],
      secretKeys: [{ token: 'sk_plain' }],
    },
  ]
  writeFileSync(installation.provisionFile, JSON.stringify({ workspaces }))
  server = await startServer(installation, { env: { WHORL_MODE: 'development' } })
})
afterAll(async () => {
  await server.end('SIGTERM')
  installation.remove()
})

/** A visit of a device that nobody else has, or of the one that this token belongs to. */
async function visit({ key = 'pk_edits', token = '' } = {}) {
  const answer = await fetch(`${server.endpoint}/?key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': recorded.userAgent },
    body: JSON.stringify({
      v: 1,
      kind: 'identify',
      key,
      platform: 'browser',
      sdk: { platform: 'js', version: '4.1.5', face: 'v4' },
      nonce: randomUUID(),
      url: 'https://shop.example/',
      ...(token !== '' && { tokens: { local: token } }),
      signals: recorded.signals,
    }),
  })
  expect(answer.status).toBe(200)
  const { eventId, visitorId, token: given = '' } = await answer.json()
  return { eventId: String(eventId), visitorId: String(visitorId), token: String(given) }
}

/** What a promise rejects with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`no error: ${JSON.stringify(value)}`)
    },
    (error: unknown) => error,
  )
}

const tags = { list: [[1, [2]], { ü: '日本語' }], float: 0.1, nothing: null }

describe('@fingerprint/node-sdk 7.7.1', () => {
  const sdk = (key = 'sk_edits') => openSdkV4(server.endpoint, key)

  test('updateEvent changes an event, and getEvent shows it', async () => {
    const { eventId } = await visit()
    await sdk().updateEvent(eventId, { tags, linked_id: 'order-1', suspect: true })
    const event = await sdk().getEvent(eventId)
    expect(event).toMatchObject({ linked_id: 'order-1', suspect: true })
    expect(JSON.stringify(event.tags)).toBe(JSON.stringify(tags))
  })

  test('its errors are ServerApiErrors', async () => {
    const { eventId } = await visit()
    const nothing = await rejection(sdk().updateEvent(eventId, {}))
    expect(nothing).toBeInstanceOf(ServerApiError)
    expect(nothing).toMatchObject({ statusCode: 400, errorCode: 'request_cannot_be_parsed' })
    const missing = await rejection(sdk().updateEvent('1708102555327.NLOjmg', { suspect: true }))
    expect(missing).toMatchObject({ statusCode: 404, errorCode: 'event_not_found' })
    const early = await visit({ key: 'pk_plain' })
    expect(
      await rejection(sdk('sk_plain').updateEvent(early.eventId, { suspect: true })),
    ).toMatchObject({ statusCode: 409, errorCode: 'state_not_ready' })
  })

  test('deleteVisitorData deletes, and the browser comes back as somebody else', async () => {
    const { eventId, visitorId, token } = await visit()
    expect((await visit({ token })).visitorId).toBe(visitorId)
    await sdk().deleteVisitorData(visitorId)
    expect(await rejection(sdk().getEvent(eventId))).toMatchObject({ statusCode: 404 })
    expect(await rejection(sdk().deleteVisitorData(visitorId))).toMatchObject({
      statusCode: 404,
      errorCode: 'visitor_not_found',
    })
    expect((await visit({ token })).visitorId).not.toBe(visitorId)
  })
})

describe.each(['AuthHeader', 'QueryParameter'] as const)(
  '@fingerprintjs/fingerprintjs-pro-server-api 6.13.1 with %s',
  (mode) => {
    const sdk = (key = 'sk_edits') => openSdkV3(server.endpoint, key, mode)

    test('updateEvent changes an event, and getEvent shows it', async () => {
      const { eventId } = await visit()
      await sdk().updateEvent({ tag: tags, linkedId: 'order-1', suspect: true }, eventId)
      const { products } = await sdk().getEvent(eventId)
      expect(products.identification?.data).toMatchObject({ linkedId: 'order-1', suspect: true })
      expect(JSON.stringify(products.identification?.data?.tag)).toBe(JSON.stringify(tags))
    })

    test('its errors are RequestErrors', async () => {
      const { eventId } = await visit()
      const nothing = await rejection(sdk().updateEvent({}, eventId))
      expect(nothing).toBeInstanceOf(RequestErrorV3)
      expect(nothing).toMatchObject({
        statusCode: 400,
        message: 'must provide one of: linkedId, suspect, tags to be updated',
      })
      const early = await visit({ key: 'pk_plain' })
      expect(
        await rejection(sdk('sk_plain').updateEvent({ suspect: true }, early.eventId)),
      ).toMatchObject({ statusCode: 409, errorCode: 'StateNotReady' })
    })

    test('deleteVisitorData deletes, and getVisits shows nothing', async () => {
      const { visitorId } = await visit()
      expect(await rejection(sdk('sk_scoped').deleteVisitorData(visitorId))).toMatchObject({
        statusCode: 403,
        errorCode: 'WorkspaceScopedSecretKeyRequired',
      })
      await sdk().deleteVisitorData(visitorId)
      expect(await sdk().getVisits(visitorId)).toEqual({ visitorId, visits: [] })
      expect(await rejection(sdk().deleteVisitorData(visitorId))).toMatchObject({
        statusCode: 404,
        errorCode: 'VisitorNotFound',
      })
    })

    test('getRelatedVisitors answers a list, or that it is off', async () => {
      const { visitorId } = await visit()
      expect(await sdk().getRelatedVisitors({ visitor_id: visitorId })).toEqual({
        relatedVisitors: [],
      })
      const off = await rejection(sdk('sk_plain').getRelatedVisitors({ visitor_id: visitorId }))
      expect(off).toMatchObject({ statusCode: 403, errorCode: 'FeatureNotEnabled' })
    })
  },
)
