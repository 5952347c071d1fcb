import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Loaders } from '../../testing/loaders'
import { anAnswer } from '../../testing/loopback-server'
import { aPage, openTestHouse, type TestHouse } from '../../testing/open-room'
import { publicKey, serveFaces, serveLoaders } from '../../testing/serve-faces'
import type { load as loadFace } from './fp-v3-esm'

declare const window: Loaders & { FingerprintJS: { load: typeof loadFace } }

const extended = {
  incognito: false,
  browserName: 'Chrome',
  browserVersion: '156.0.0',
  device: 'Other',
  ip: '203.0.113.7',
  os: 'Linux',
  osVersion: '',
  firstSeenAt: { global: null, subscription: null },
  lastSeenAt: { global: null, subscription: null },
}
const base = {
  requestId: anAnswer().eventId,
  visitorId: anAnswer().visitorId,
  visitorFound: true,
  confidence: { score: 0.9 },
}

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  await Promise.all([serveFaces(house.server), serveLoaders(house.server)])
  house.server.assets.set('/page', aPage('<script src="/loaders.js"></script>'))
})
afterEach(() => house.server.reset())
afterAll(() => house.close())

const open = () => house.open({ path: '/page' })
const pattern = '/v<version>/<apiKey>/loader_v<loaderVersion>.js'

describe('through the unmodified loader 3.12.15', () => {
  test('load works several times in one page and leaves no global', async () => {
    const page = await open()
    const seen = await page.evaluate(
      async ({ apiKey, pattern }) => {
        const scriptUrlPattern = location.origin + pattern
        const visits = []
        for (let round = 0; round < 3; round++) {
          const endpoint = [`${location.origin}/in`]
          const agent = await window.v3.load({ apiKey, scriptUrlPattern, endpoint })
          visits.push(await agent.get())
        }
        return { visits, isLeft: '__fpjs_p_l_b' in window }
      },
      { apiKey: publicKey, pattern },
    )
    expect(seen).toEqual({ visits: [base, base, base], isLeft: false })
    expect(house.server.identified()[0]?.payload).toMatchObject({
      sdk: { version: '3.12.15', face: 'v3' },
    })
  })

  test.each([
    ['text', 'text', { value: 'text' }],
    ['a number', 0, { value: 0 }],
    ['an object', { a: 1 }, { a: 1 }],
  ])('a tag that is %s arrives as an object', async (_, tag, stored) => {
    const page = await open()
    await page.evaluate(
      async ({ apiKey, pattern, tag }) => {
        const scriptUrlPattern = location.origin + pattern
        const agent = await window.v3.load({ apiKey, scriptUrlPattern, endpoint: location.origin })
        await agent.get({ tag })
      },
      { apiKey: publicKey, pattern, tag },
    )
    expect(house.server.identified()[0]?.payload).toMatchObject({ tag: stored })
  })

  test('extendedResult adds its keys, and only when asked for', async () => {
    const page = await open()
    house.server.answer = ({ decoded }) =>
      decoded ? { body: { ...anAnswer(), extended } } : undefined
    const [plain, full] = await page.evaluate(
      async ({ apiKey, pattern }) => {
        const scriptUrlPattern = location.origin + pattern
        const agent = await window.v3.load({ apiKey, scriptUrlPattern, endpoint: location.origin })
        return [await agent.get(), await agent.get({ extendedResult: true })]
      },
      { apiKey: publicKey, pattern },
    )
    expect(plain).toEqual(base)
    expect(full).toEqual({ ...base, ...extended })
  })

  test('an error of the server is a plain Error with the exact message and requestId', async () => {
    const page = await open()
    const error = { code: 'public_api_key_not_found', message: 'no', v3: 'API key not found' }
    house.server.answer = () => ({ status: 403, body: { error, eventId: '1758130560902.abcdef' } })
    const seen = await page.evaluate(
      async ({ apiKey, pattern }) => {
        const scriptUrlPattern = location.origin + pattern
        const agent = await window.v3.load({ apiKey, scriptUrlPattern, endpoint: location.origin })
        return agent.get().catch(({ name, message, requestId }) => ({ name, message, requestId }))
      },
      { apiKey: publicKey, pattern },
    )
    expect(seen).toEqual({
      name: 'Error',
      message: 'API key not found',
      requestId: '1758130560902.abcdef',
    })
  })

  test('an endpoint that is no URL has its own message', async () => {
    const page = await open()
    const message = await page.evaluate(
      async ({ apiKey, pattern }) => {
        const scriptUrlPattern = location.origin + pattern
        const agent = await window.v3.load({ apiKey, scriptUrlPattern, endpoint: 'no url' })
        return agent.get().catch((thrown) => thrown.message)
      },
      { apiKey: publicKey, pattern },
    )
    expect(message).toBe('The endpoint parameter is not a valid URL')
  })

  test('zero trust gives empty values and names the hidden fields', async () => {
    const page = await open()
    const hidden = { eventId: 'e', zeroTrust: { hiddenFields: ['visitorId'] } }
    house.server.answer = ({ decoded }) => (decoded ? { body: hidden } : undefined)
    const result = await page.evaluate(
      async ({ apiKey, pattern }) => {
        const scriptUrlPattern = location.origin + pattern
        const agent = await window.v3.load({ apiKey, scriptUrlPattern, endpoint: location.origin })
        return agent.get()
      },
      { apiKey: publicKey, pattern },
    )
    expect(result).toEqual({
      requestId: 'e',
      visitorId: '',
      visitorFound: false,
      confidence: { score: 0 },
      zeroTrust: { hiddenFields: ['visitorId'] },
    })
  })
})

describe('without a loader', () => {
  test('the ES module exports load twice', async () => {
    const page = await open()
    const url = JSON.stringify(`${house.server.origin}/v3/${publicKey}`)
    // As text: the test runner would rewrite an `import()` in a function.
    const results = await page.evaluate(`import(${url}).then(async (face) => [
      await (await face.load()).get(),
      await (await face.default.load()).get(),
    ])`)
    expect(results).toEqual([base, base])
  })

  test('the global script defines FingerprintJS.load', async () => {
    const page = await open()
    await page.addScriptTag({ url: `${house.server.origin}/v3/${publicKey}/iife.min.js` })
    const result = await page.evaluate(async () => (await window.FingerprintJS.load()).get())
    expect(result).toEqual(base)
  })

  test('a proxied script reads key and version from its query', async () => {
    const page = await open()
    const url = `${house.server.origin}/proxied.js?apiKey=${publicKey}&version=3&loaderVersion=3.8.1`
    await page.addScriptTag({ url })
    await page.evaluate(async () => {
      // The property that the loader reads; it has no type anywhere.
      const box = (window as unknown as { __fpjs_p_l_b?: { load: typeof loadFace } }).__fpjs_p_l_b
      await (await box?.load())?.get()
    })
    expect(house.server.identified()[0]?.payload).toMatchObject({
      key: publicKey,
      sdk: { version: '3.8.1' },
    })
  })
})
