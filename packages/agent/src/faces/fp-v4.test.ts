import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Loaders } from '../../testing/loaders'
import { anAnswer } from '../../testing/loopback-server'
import { aPage, openTestHouse, type TestHouse } from '../../testing/open-room'
import { publicKey, serveFaces, serveLoaders } from '../../testing/serve-faces'

declare const window: Loaders

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  await Promise.all([serveFaces(house.server), serveLoaders(house.server)])
  house.server.assets.set('/page', aPage('<script src="/loaders.js"></script>'))
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

const open = () => house.open({ path: '/page' })

describe('through the unmodified loader 4.1.5', () => {
  test('a result has the v4 shape and the event names loader, key and integration', async () => {
    const page = await open()
    const result = await page.evaluate(async (apiKey) => {
      const { start, withoutDefault } = window.v4
      const agent = start({
        apiKey,
        endpoints: withoutDefault(`${location.origin}/below/`),
        integrationInfo: ['react-sdk/3.2.0/react/19.0.0'],
      })
      return agent.get({ linkedId: 'order-1', tag: { a: 1 }, tags: { b: 2 } })
    }, publicKey)
    expect(result).toEqual({
      event_id: anAnswer().eventId,
      visitor_id: anAnswer().visitorId,
      suspect_score: 3,
      sealed_result: null,
    })
    const [sent] = house.server.identified()
    expect(sent?.payload).toMatchObject({
      key: publicKey,
      sdk: { version: '4.1.5', face: 'v4', integrations: ['react-sdk/3.2.0/react/19.0.0'] },
      linkedId: 'order-1',
      tag: { b: 2 },
    })
    expect(house.server.posts.map(({ path }) => path)).toContain('/below')
    expect(house.server.gets).toContain(`GET /below/web/v4/${publicKey}?ci=jsl/4.1.5`)
  })

  test('an error of the server is a FingerprintError with its code and event id', async () => {
    const page = await open()
    const error = { code: 'origin_not_allowed', message: 'not available for this origin', v3: 'x' }
    house.server.answer = () => ({ status: 403, body: { error, eventId: '1758130560902.abcdef' } })
    const seen = await page.evaluate(async (apiKey) => {
      const { start, withoutDefault, isFingerprintError } = window.v4
      const agent = start({ apiKey, endpoints: withoutDefault(location.origin) })
      return agent.get().catch((thrown) => ({
        known: isFingerprintError(thrown),
        code: thrown.code,
        message: thrown.message,
        event_id: thrown.event_id,
      }))
    }, publicKey)
    expect(seen).toEqual({
      known: true,
      code: error.code,
      message: error.message,
      event_id: '1758130560902.abcdef',
    })
  })

  test('a sealed result is a BinaryOutput', async () => {
    const page = await open()
    house.server.answer = ({ decoded }) =>
      decoded ? { body: { eventId: 'e', sealedResult: 'noXc7Q==' } } : undefined
    const seen = await page.evaluate(async (apiKey) => {
      const { start, withoutDefault } = window.v4
      const agent = start({ apiKey, endpoints: withoutDefault(location.origin) })
      const { sealed_result: sealed, ...rest } = await agent.get()
      if (sealed === null) throw new Error('not sealed')
      return {
        rest,
        bytes: [...sealed.byteArray()],
        size: sealed.blob().size,
        texts: [sealed.base64(), `${sealed}`, sealed.toString(), sealed.toJSON()],
        json: JSON.stringify({ sealed }),
      }
    }, publicKey)
    expect(seen).toEqual({
      rest: { event_id: 'e' },
      bytes: [0x9e, 0x85, 0xdc, 0xed],
      size: 4,
      texts: Array(4).fill('noXc7Q=='),
      json: '{"sealed":"noXc7Q=="}',
    })
  })

  test.each(['agent', 'localStorage', 'sessionStorage'] as const)(
    'the cache in %s answers the second call',
    async (storage) => {
      const page = await open()
      const results = await page.evaluate(
        async ({ apiKey, storage }) => {
          const { start, withoutDefault } = window.v4
          const cache = { storage, duration: 60 }
          const agent = start({ apiKey, endpoints: withoutDefault(location.origin), cache })
          return [await agent.get(), await agent.get(), await agent.get({ linkedId: 'other' })]
        },
        { apiKey: publicKey, storage },
      )
      expect(results.map(({ cache_hit }) => cache_hit)).toEqual([false, true, false])
      expect(results[1]).toMatchObject({ visitor_id: anAnswer().visitorId, sealed_result: null })
      expect(house.server.identified()).toHaveLength(2)
    },
  )

  test.each([
    { storage: 'disk', duration: 60 },
    { storage: 'agent', duration: 43_201 },
  ])('the cache option %j is cache_misconfigured', async (cache) => {
    const page = await open()
    const code = await page.evaluate(
      async ({ apiKey, cache }) => {
        const { start, withoutDefault } = window.v4
        const options = { apiKey, endpoints: withoutDefault(location.origin), cache }
        // The types forbid these options; pages in plain JavaScript can give them.
        const agent = start(options as unknown as Parameters<typeof start>[0])
        return agent.get().catch(({ code }) => code)
      },
      { apiKey: publicKey, cache },
    )
    expect(code).toBe('cache_misconfigured')
  })

  test.each([
    ['a tag of more than 16 KB', { tag: 'x'.repeat(16_384) }],
    ['a linkedId of 257 characters', { linkedId: 'x'.repeat(257) }],
  ])('%s is refused in the page', async (_, options) => {
    const page = await open()
    const code = await page.evaluate(
      async ({ apiKey, options }) => {
        const { start, withoutDefault } = window.v4
        const agent = start({ apiKey, endpoints: withoutDefault(location.origin) })
        return agent.get(options).catch(({ code }) => code)
      },
      { apiKey: publicKey, options },
    )
    expect(code).toBe('request_cannot_be_parsed')
    expect(house.server.identified()).toEqual([])
  })

  test('collect gives the message as base64', async () => {
    const page = await open()
    const text = await page.evaluate(async (apiKey) => {
      const { start, withoutDefault } = window.v4
      return start({ apiKey, endpoints: withoutDefault(location.origin) }).collect()
    }, publicKey)
    expect(Buffer.from(text, 'base64').subarray(0, 3)).toEqual(Buffer.from([0x57, 1, 3]))
    expect(house.server.identified()).toEqual([])
  })
})

test('imported from /v4/KEY without a loader, the endpoint is where the script is', async () => {
  const page = await open()
  const origin = `http://localhost:${house.server.port}`
  // As text: the test runner would rewrite an `import()` in a function.
  const url = JSON.stringify(`${origin}/v4/${publicKey}`)
  const result = await page.evaluate(`import(${url}).then((face) => face.start({}).get())`)
  expect(result).not.toHaveProperty('cache_hit')
  expect(house.server.posts.every(({ headers }) => headers.host === origin.slice(7))).toBe(true)
  expect(house.server.identified()[0]?.payload).toMatchObject({ sdk: { version: '4.1.5' } })
})
