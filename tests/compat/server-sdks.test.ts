import { ServerApiError, TooManyRequestsError } from '@fingerprint/node-sdk'
import {
  RequestError as RequestErrorV3,
  TooManyRequestsError as TooManyRequestsErrorV3,
} from '@fingerprintjs/fingerprintjs-pro-server-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer } from '../../tools/server-process.mjs'
import type { Browser } from '../browsers/browser'
import { openBrowser } from '../browsers/open-browser'
import { createCompatInstallation, keys, rulesets } from './installation'
import { openSdkV3, openSdkV4 } from './server-sdk'

const installation = createCompatInstallation()
let server: ServerProcess
let browser: Browser
/** Three events of one visitor, oldest first. */
const eventIds: string[] = []
let visitorId: string

beforeAll(async () => {
  server = await startServer(installation)
  browser = await openBrowser('chromium')
  const page = await browser.visit(`${server.endpoint}/healthz`)
  for (const linkedId of ['order-1', 'order-2', 'order-1']) {
    const script = `${server.endpoint}/v4/${keys.public}`
    // As text: the test runner would rewrite an import() inside a function.
    const result = await page.evaluate<{ event_id: string; visitor_id: string }>(
      `import('${script}').then(({ start }) => start({}).get({ linkedId: '${linkedId}' }))`,
    )
    eventIds.push(result.event_id)
    visitorId = result.visitor_id
  }
  await page.close()
})
afterAll(async () => {
  await browser.close()
  await server.end('SIGTERM')
  installation.remove()
})

const lastId = () => eventIds.at(-1) ?? ''

/** What a promise rejects with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`no error: ${JSON.stringify(value)}`)
    },
    (error: unknown) => error,
  )
}

describe('@fingerprint/node-sdk 7.7.1', () => {
  const sdk = (key: string = keys.secret) => openSdkV4(server.endpoint, key)

  test('reads an event right after it happened, and its tags are an object', async () => {
    const event = await sdk().getEvent(lastId())
    expect(event).toMatchObject({
      event_id: lastId(),
      identification: { visitor_id: visitorId, visitor_found: true },
      linked_id: 'order-1',
      tags: {},
      raw_device_attributes: { platform: expect.any(String) },
    })
  })

  test('reads the velocity of three visits with two linked ids', async () => {
    const { velocity } = await sdk().getEvent(lastId())
    expect(velocity).toMatchObject({
      events: { '5_minutes': 3, '1_hour': 3, '24_hours': 3 },
      distinct_linked_id: { '5_minutes': 2 },
      distinct_visitor_id_by_linked_id: { '5_minutes': 1 },
    })
  })

  describe('an event with a ruleset', () => {
    const ask = async (ruleset: { id: string }) =>
      (await sdk().getEvent(lastId(), { ruleset_id: ruleset.id })).rule_action

    test('is blocked by the rule that matches', async () => {
      const [{ id, expression, action }] = rulesets.block.rules
      expect(await ask(rulesets.block)).toEqual({
        ...action,
        ruleset_id: rulesets.block.id,
        rule_id: id,
        rule_expression: expression,
      })
    })

    test('is allowed with changes of its headers', async () => {
      const [{ id, expression, action }] = rulesets.allow.rules
      expect(await ask(rulesets.allow)).toEqual({
        ...action,
        ruleset_id: rulesets.allow.id,
        rule_id: id,
        rule_expression: expression,
      })
    })

    test('gets the default when no rule matches', async () => {
      expect(await ask(rulesets.default)).toEqual({
        type: 'block',
        status_code: 429,
        ruleset_id: rulesets.default.id,
      })
    })

    test('has no rule_action when none is asked for', async () => {
      expect(await sdk().getEvent(lastId())).not.toHaveProperty('rule_action')
    })
  })

  test.each([
    ['an unknown ruleset', keys.secret, 'rs_none'],
    ["another workspace's ruleset", keys.secretForeign, rulesets.block.id],
  ])('%s is a ServerApiError', async (_, key, ruleset_id) => {
    const error = await rejection(sdk(key).getEvent(lastId(), { ruleset_id }))
    expect(error).toBeInstanceOf(ServerApiError)
    expect(error).toMatchObject({ statusCode: 400, errorCode: 'ruleset_not_found' })
  })

  test.each([
    ['an unknown event', keys.secret, 404, 'event_not_found'],
    ["another workspace's key", keys.secretForeign, 404, 'event_not_found'],
    ['an unknown key', 'sk_nobody', 403, 'secret_api_key_not_found'],
    ['a public key', keys.public, 403, 'secret_api_key_not_found'],
  ])('%s is a ServerApiError', async (what, key, statusCode, errorCode) => {
    const id = what === 'an unknown event' ? '1708102555327.NLOjmg' : lastId()
    const error = await rejection(sdk(key).getEvent(id))
    expect(error).toBeInstanceOf(ServerApiError)
    expect(error).toMatchObject({ statusCode, errorCode })
  })

  test('a key over its limit is a TooManyRequestsError', async () => {
    const limited = sdk(keys.secretLimited)
    const errors = await Promise.all(
      Array.from({ length: 5 }, () => rejection(limited.getEvent('1708102555327.NLOjmg'))),
    )
    expect(errors.filter((error) => error instanceof TooManyRequestsError)).toHaveLength(4)
  })
})

describe.each(['AuthHeader', 'QueryParameter'] as const)(
  '@fingerprintjs/fingerprintjs-pro-server-api 6.13.1 with %s',
  (mode) => {
    const sdk = (key: string = keys.secret) => openSdkV3(server.endpoint, key, mode)

    test('reads the same event', async () => {
      const { products } = await sdk().getEvent(lastId())
      expect(products.identification?.data).toMatchObject({
        requestId: lastId(),
        visitorId,
        visitorFound: true,
        linkedId: 'order-1',
        tag: {},
      })
      expect(products.botd?.data?.bot.result).toBe('bad')
    })

    test('pages through the visits of a visitor', async () => {
      const first = await sdk().getVisits(visitorId, { limit: 2 })
      expect(first.visits.map(({ requestId }) => requestId)).toEqual([eventIds[2], eventIds[1]])
      expect(first.paginationKey).toBe(eventIds[1])
      const { paginationKey = '' } = first
      const rest = await sdk().getVisits(visitorId, { limit: 2, paginationKey })
      expect(rest.visits.map(({ requestId }) => requestId)).toEqual([eventIds[0]])
      expect(rest).not.toHaveProperty('paginationKey')
    })

    test('getVisitorHistory filters by linked id', async () => {
      const { visits } = await sdk().getVisitorHistory(visitorId, { linked_id: 'order-2' })
      expect(visits.map(({ requestId }) => requestId)).toEqual([eventIds[1]])
    })

    test('an unknown visitor has no visits', async () => {
      const unknown = 'zzzzzzzzzzzzzzzzzzzz'
      expect(await sdk().getVisits(unknown)).toEqual({ visitorId: unknown, visits: [] })
    })

    test.each([
      ['an unknown event', keys.secret, '1708102555327.NLOjmg', 404, 'RequestNotFound'],
      ['an unknown key', 'sk_nobody', '', 403, 'TokenNotFound'],
    ])('%s is a RequestError', async (_, key, id, statusCode, errorCode) => {
      const error = await rejection(sdk(key).getEvent(id || lastId()))
      expect(error).toBeInstanceOf(RequestErrorV3)
      expect(error).toMatchObject({ statusCode, errorCode })
    })

    test('the errors of visits are plain text', async () => {
      const forbidden = await rejection(sdk('sk_nobody').getVisits(visitorId))
      expect(forbidden).toBeInstanceOf(RequestErrorV3)
      expect(forbidden).toMatchObject({ statusCode: 403, message: 'Forbidden (HTTP 403)' })
      const malformed = await rejection(sdk().getVisits('malformed'))
      expect(malformed).toMatchObject({ statusCode: 400, message: 'bad request' })
    })

    test('visits over the limit are a TooManyRequestsError with its Retry-After', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_100))
      const limited = sdk(keys.secretLimited)
      const outcomes = await Promise.all(
        Array.from({ length: 4 }, () =>
          limited.getVisits(visitorId).catch((error: unknown) => error),
        ),
      )
      const refused = outcomes.filter((outcome) => outcome instanceof TooManyRequestsErrorV3)
      expect(refused).toHaveLength(3)
      expect(refused[0]).toMatchObject({ retryAfter: 1 })
    })
  },
)
