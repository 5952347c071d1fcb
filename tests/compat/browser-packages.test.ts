import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer } from '../../tools/server-process.mjs'
import type { Browser, Page } from '../browsers/browser'
import { openBrowser } from '../browsers/open-browser'
import { createCompatInstallation, keys } from './installation'
import type { Outcome, Packages } from './page'
import { type Site, serveSite } from './serve-site'
import { openSdkV3, openSdkV4 } from './server-sdk'

declare const window: { packages: Packages }

const installation = createCompatInstallation()
let server: ServerProcess
let site: Site
let browser: Browser
beforeAll(async () => {
  server = await startServer(installation)
  site = await serveSite()
  browser = await openBrowser('chromium')
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await server.end('SIGTERM')
  installation.remove()
})

/** The result, or a test failure that shows the error. */
function resultOf(outcome: Outcome): Record<string, unknown> {
  if ('error' in outcome) throw new Error(JSON.stringify(outcome.error))
  return outcome.result
}

function errorOf(outcome: Outcome) {
  if ('result' in outcome) throw new Error(`no error: ${JSON.stringify(outcome.result)}`)
  return outcome.error
}

async function onPage<T>(url: string, run: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.visit(url)
  try {
    await page.waitFor('"packages" in window')
    return await run(page)
  } finally {
    await page.close()
  }
}

const v4Options = () => ({ apiKey: keys.public, endpoint: server.endpoint })
const v3Options = () => ({
  apiKey: keys.public,
  endpoint: server.endpoint,
  scriptUrlPattern: `${server.endpoint}/web/v<version>/<apiKey>/loader_v<loaderVersion>.js`,
})
const visit = { linkedId: 'order-7', tag: { cart: ['ü', 1.5], nested: { a: null } } }

const runV4 = (page: Page, options: object = {}, get: object = visit) =>
  page.evaluate(
    (options, get) => window.packages.runV4(options, get),
    { ...v4Options(), ...options },
    get,
  )
const runV3 = (page: Page, options: object = {}, get: object = visit) =>
  page.evaluate(
    (options, get) => window.packages.runV3(options, get),
    { ...v3Options(), ...options },
    get,
  )

const readEvent = (eventId: unknown) =>
  openSdkV4(server.endpoint, keys.secret).getEvent(String(eventId))

const eventId = expect.stringMatching(/^\d{13}\.[0-9A-Za-z]{6}$/)
const visitorId = expect.stringMatching(/^[0-9A-Za-z]{20}$/)

describe('what each package resolves with', () => {
  test('@fingerprint/agent 4.1.5', async () => {
    const result = resultOf(await onPage(site.origin, (page) => runV4(page)))
    expect(result).toEqual({
      event_id: eventId,
      visitor_id: visitorId,
      suspect_score: expect.any(Number),
      sealed_result: null,
    })
    expect(await readEvent(result.event_id)).toMatchObject({
      linked_id: 'order-7',
      tags: visit.tag,
      url: `${site.origin}/`,
      sdk: { platform: 'js', version: '4.1.5' },
      identification: { visitor_id: result.visitor_id },
    })
  })

  test('@fingerprintjs/fingerprintjs-pro 3.12.15', async () => {
    const result = resultOf(await onPage(site.origin, (page) => runV3(page)))
    expect(Object.keys(result).sort()).toEqual([
      'confidence',
      'requestId',
      'visitorFound',
      'visitorId',
    ])
    expect(result).toMatchObject({
      requestId: eventId,
      visitorId,
      visitorFound: expect.any(Boolean),
      confidence: { score: expect.any(Number) },
    })
    const event = await openSdkV3(server.endpoint, keys.secret).getEvent(String(result.requestId))
    expect(event.products.identification?.data).toMatchObject({
      linkedId: 'order-7',
      tag: visit.tag,
      sdk: { platform: 'js', version: '3.12.15' },
    })
  })

  test('@fingerprintjs/fingerprintjs-pro 3.12.15 with extendedResult', async () => {
    const result = resultOf(
      await onPage(site.origin, (page) => runV3(page, {}, { extendedResult: true })),
    )
    expect(result).toMatchObject({
      incognito: false,
      browserName: expect.stringContaining('Chrome'),
      browserVersion: expect.stringMatching(/^\d+/),
      device: 'Other',
      ip: '127.0.0.1',
      os: 'Linux',
      osVersion: expect.any(String),
      firstSeenAt: { global: expect.any(String), subscription: expect.any(String) },
      lastSeenAt: { global: expect.any(String), subscription: expect.any(String) },
    })
  })

  test('@fingerprintjs/fingerprintjs-pro-spa 1.3.3, the second time from its cache', async () => {
    const { first, second } = resultOf(
      await onPage(site.origin, (page) =>
        page.evaluate(
          (loadOptions, get) => window.packages.runSpa(loadOptions, get),
          v3Options(),
          visit,
        ),
      ),
    )
    expect(first).toMatchObject({ requestId: eventId, visitorId, cacheHit: false })
    expect(second).toEqual({ ...(first as object), cacheHit: true })
    const { requestId } = first as { requestId: string }
    expect((await readEvent(requestId)).sdk?.integrations).toEqual([
      { name: 'spa-sdk', version: '1.3.3' },
    ])
  })

  test('@fingerprintjs/fingerprintjs-pro-react 2.7.1', async () => {
    const result = resultOf(
      await onPage(site.origin, (page) =>
        page.evaluate(
          (options, get) => window.packages.runReactV3(options, get),
          v3Options(),
          visit,
        ),
      ),
    )
    expect(result).toMatchObject({ requestId: eventId, visitorId })
    expect((await readEvent(result.requestId)).sdk?.integrations).toContainEqual({
      name: 'react-sdk',
      version: '2.7.1',
      subintegration: { name: 'react', version: '19.3.1' },
    })
  })

  test('@fingerprint/react 3.2.0', async () => {
    const result = resultOf(
      await onPage(site.origin, (page) =>
        page.evaluate(
          (options, get) => window.packages.runReactV4(options, get),
          v4Options(),
          visit,
        ),
      ),
    )
    expect(result).toMatchObject({ event_id: eventId, visitor_id: visitorId })
    const event = await readEvent(result.event_id)
    expect(event).toMatchObject({ linked_id: 'order-7', tags: visit.tag })
    expect(event.sdk?.integrations).toContainEqual({
      name: 'react-sdk',
      version: '3.2.0',
      subintegration: { name: 'react', version: '19.3.1' },
    })
  })
})

describe('one browser', () => {
  test('has one id in every package and on three origins', async () => {
    const origins = [site.origin, site.otherOrigin, site.thirdOrigin]
    const ids: unknown[] = []
    for (const origin of origins) {
      ids.push(
        ...(await onPage(origin, async (page) => [
          resultOf(await runV4(page)).visitor_id,
          resultOf(await runV3(page)).visitorId,
        ])),
      )
    }
    const { first } = resultOf(
      await onPage(site.origin, (page) =>
        page.evaluate((loadOptions) => window.packages.runSpa(loadOptions), v3Options()),
      ),
    )
    ids.push((first as { visitorId: string }).visitorId)
    expect(ids).toHaveLength(7)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('options of the page', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

  test('urlHashing sends hashes instead of the parts', async () => {
    const url = `${site.origin}/?order=7#top`
    const urlHashing = { path: true, query: true, fragment: true }
    const { event_id } = resultOf(await onPage(url, (page) => runV4(page, { urlHashing })))
    const { url: seen } = await readEvent(event_id)
    expect(seen).toContain(`?${sha256('order=7')}`)
    expect(seen).toContain(`#${sha256('top')}`)
    expect(seen).not.toContain('order')
  })

  test('storageKeyPrefix and storageKey name the token', async () => {
    const names = await onPage(site.origin, async (page) => {
      resultOf(await runV4(page, { storageKeyPrefix: '_shop_' }))
      resultOf(await runV3(page, { storageKey: '_shop3' }))
      return page.evaluate(() => Object.keys(localStorage))
    })
    expect(names).toEqual(expect.arrayContaining(['_shop_t', '_shop3_t']))
  })

  test('cache answers the second call of v4', async () => {
    const cache = { storage: 'agent', duration: 60 }
    const outcomes = await onPage(site.origin, (page) =>
      page.evaluate(
        (options, get) => window.packages.runV4Twice(options, get),
        { ...v4Options(), cache: cache as { storage: 'agent'; duration: number } },
        visit,
      ),
    )
    const [first, second] = outcomes.map(resultOf)
    expect(first).toMatchObject({ cache_hit: false })
    expect(second).toEqual({ ...first, cache_hit: true })
  })

  test('a bare tag is shown under the key tag', async () => {
    const { event_id } = resultOf(
      await onPage(site.origin, (page) => runV4(page, {}, { tag: 'checkout' })),
    )
    expect((await readEvent(event_id)).tags).toEqual({ tag: 'checkout' })
  })
})

describe('errors', () => {
  const fails = async (options: { v4?: object; v3?: object; get?: object; csp?: string }) =>
    onPage(
      `${site.origin}/${options.csp ? `?csp=${encodeURIComponent(options.csp)}` : ''}`,
      async (page) => ({
        v4: errorOf(await runV4(page, options.v4, options.get ?? {})),
        v3: errorOf(await runV3(page, options.v3, options.get ?? {})),
      }),
    )

  test('no public key', async () => {
    const { v4, v3 } = await fails({ v4: { apiKey: '' }, v3: { apiKey: '' } })
    expect(v4).toMatchObject({ name: 'FingerprintError', code: 'api_key_missing' })
    expect(v3.message).toBe('API key required')
  })

  test('an unknown public key', async () => {
    const pattern = v3Options().scriptUrlPattern
    const unknown = { apiKey: 'pk_nobody' }
    const { v4, v3 } = await fails({ v4: unknown, v3: { ...unknown, scriptUrlPattern: pattern } })
    expect(v4).toMatchObject({ name: 'FingerprintError', code: 'public_api_key_not_found' })
    expect(v3.message).toBe('API key not found')
  })

  test('an origin that the environment does not allow', async () => {
    const { v4, v3 } = await fails({
      v4: { apiKey: keys.publicElsewhere },
      v3: { apiKey: keys.publicElsewhere },
    })
    expect(v4).toMatchObject({ name: 'FingerprintError', code: 'origin_not_allowed' })
    expect(v3.message).toBe('Not available for this origin')
  })

  test('a timeout', async () => {
    const { v4, v3 } = await fails({ get: { timeout: 0 } })
    expect(v4).toMatchObject({ code: 'client_timeout', message: 'Client timeout' })
    expect(v3.message).toBe('Client timeout')
  })

  test('a policy that forbids the script', async () => {
    const { v4, v3 } = await fails({ csp: "script-src 'self'" })
    expect(v4).toMatchObject({ code: 'csp_block', message: 'Blocked by CSP' })
    expect(v3.message).toBe('Blocked by CSP')
  })

  test('a policy that forbids the request', async () => {
    const { v4, v3 } = await fails({ csp: "connect-src 'self'" })
    expect(v4).toMatchObject({ code: 'csp_block', message: 'Blocked by CSP' })
    expect(v3.message).toBe('Blocked by CSP')
  })

  test('an endpoint that is no URL', async () => {
    // The v4 loader needs one endpoint that works to get our script at all.
    const { v4, v3 } = await fails({
      v4: { endpoint: [server.endpoint, 'https://['] },
      v3: { endpoint: 'not a url' },
    })
    expect(v4).toMatchObject({ name: 'FingerprintError', code: 'invalid_endpoint' })
    expect(v3.message).toBe('The endpoint parameter is not a valid URL')
  })

  test('a server that is down', async () => {
    const nowhere = 'http://127.0.0.1:9'
    const { v4, v3 } = await fails({ v4: { endpoint: nowhere }, v3: { endpoint: nowhere } })
    expect(v4).toMatchObject({ name: 'FingerprintError', code: 'script_load_fail' })
    // The script came from the server that works; only the endpoint does not.
    expect(v3.message).toBe('Network connection error')
  })

  test('a server that goes down after the script was loaded', async () => {
    const error = await onPage(site.origin, async (page) => {
      resultOf(await page.evaluate((options) => window.packages.startKeptV4(options), v4Options()))
      await server.end('SIGTERM')
      try {
        return errorOf(await page.evaluate(() => window.packages.getKeptV4()))
      } finally {
        server = await startServer(installation, { port: server.port })
      }
    })
    expect(error).toMatchObject({
      name: 'FingerprintError',
      code: 'network_connection',
      message: 'Network connection error',
    })
  })

  test('isFingerprintError knows every error of v4', async () => {
    const isKnown = await onPage(site.origin, (page) =>
      page.evaluate(
        async (options) => {
          const outcome = await window.packages.runV4(options)
          return 'error' in outcome && window.packages.isFingerprintError(outcome.error)
        },
        { ...v4Options(), apiKey: 'pk_nobody' },
      ),
    )
    expect(isKnown).toBe(true)
  })
})
