import { RelatedVisitorsResponseV3 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  noLimits,
  openTestHouse,
  otherDevice,
  type PostOptions,
  type TestHouse,
} from '../../../test/house'

let house: TestHouse
beforeAll(async () => {
  const entry = (name: string, relatedVisitors: boolean) => ({
    id: `ws_${name}`,
    name,
    relatedVisitors,
    limits: noLimits,
    environments: [
      { id: `ae_${name}`, name, publicKeys: [`pk_${name}`] },
      { id: `ae_${name}2`, name: `${name}2`, publicKeys: [`pk_${name}2`] },
    ],
    secretKeys: [
      { token: `sk_${name}` },
      { token: `sk_${name}1`, environment: name },
      { token: `sk_${name}2`, environment: `${name}2` },
    ],
  })
  house = await openTestHouse({
    tenants: { workspaces: [entry('a', true), entry('b', true), entry('off', false)] },
  })
})
afterAll(() => house.close())

/** Addresses are told by the socket, and only loopback may set the clock: visits happen now. */
const start = Date.now()
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'

/** What Firefox shows of the machine that `otherDevice` describes. */
function inFirefox(seed: number) {
  const { userAgentData: _, deviceMemory: __, canvas: ___, ...signals } = otherDevice(seed)
  return {
    ...signals,
    engine: { value: 'gecko' },
    audio: { value: 35.7 },
    webglBasics: {
      value: { vendorUnmasked: 'NVIDIA', rendererUnmasked: 'NVIDIA card, or similar' },
    },
  }
}

interface Visit extends PostOptions {
  readonly seed: number
  readonly browser?: 'chrome' | 'firefox'
}

async function visit({ seed, browser = 'chrome', key = 'pk_a', ...options }: Visit) {
  const isFirefox = browser === 'firefox'
  const answer = await house.identify(
    { key, signals: isFirefox ? inFirefox(seed) : otherDevice(seed) },
    {
      key,
      ...options,
      ...(isFirefox && { headers: { 'user-agent': firefox } }),
    },
  )
  return answer.visitorId ?? ''
}

async function related(visitorId: string | undefined, key = 'sk_a', now = start) {
  const answer = await house.app.inject({
    url: '/related-visitors',
    query: visitorId === undefined ? {} : { visitor_id: visitorId },
    headers: { 'auth-api-key': key, 'x-whorl-now': `${now}` },
  })
  return { status: answer.statusCode, json: answer.json() }
}

const list = async (visitorId: string, key?: string, now?: number): Promise<string[]> => {
  const { status, json } = await related(visitorId, key, now)
  expect(status).toBe(200)
  expect([...Errors(RelatedVisitorsResponseV3, json)]).toEqual([])
  return json.relatedVisitors.map((one: { visitorId: string }) => one.visitorId)
}

describe('200', () => {
  test('another engine of the same machine at the same address, both ways', async () => {
    const place = { remoteAddress: '203.0.113.1' }
    const [a, b] = [
      await visit({ seed: 1, ...place }),
      await visit({ seed: 1, browser: 'firefox', ...place }),
    ]
    expect(a).not.toBe(b)
    expect(await list(a)).toEqual([b])
    expect(await list(b)).toEqual([a])
  })

  test('never by the address alone', async () => {
    const place = { remoteAddress: '203.0.113.2' }
    const ids = []
    for (let seed = 10; seed < 30; seed++) {
      ids.push(await visit({ seed, ...place }))
      ids.push(await visit({ seed: seed + 100, browser: 'firefox', ...place }))
    }
    for (const id of ids) expect(await list(id)).toEqual([])
  })

  test('never by the machine alone', async () => {
    const a = await visit({ seed: 2, remoteAddress: '203.0.113.3' })
    const b = await visit({ seed: 2, browser: 'firefox', remoteAddress: '198.51.100.3' })
    expect(await list(a)).toEqual([])
    expect(await list(b)).toEqual([])
  })

  test('nothing of another workspace', async () => {
    const place = { remoteAddress: '203.0.113.4' }
    const a = await visit({ seed: 3, ...place })
    await visit({ seed: 3, browser: 'firefox', key: 'pk_b', ...place })
    expect(await list(a)).toEqual([])
  })

  test('nobody who was not seen for six months', async () => {
    const place = { remoteAddress: '203.0.113.5' }
    const a = await visit({ seed: 4, ...place })
    const b = await visit({ seed: 4, browser: 'firefox', ...place })
    const dayMs = 86_400_000
    expect(await list(a, 'sk_a', start + 182 * dayMs)).toEqual([b])
    expect(await list(a, 'sk_a', start + 184 * dayMs)).toEqual([])
  })

  test('nobody who was deleted', async () => {
    const place = { remoteAddress: '203.0.113.6' }
    const a = await visit({ seed: 5, ...place })
    const b = await visit({ seed: 5, browser: 'firefox', ...place })
    await house.house.store.visitors.delete('ws_a', b)
    expect(await list(a)).toEqual([])
  })

  test('a key of one environment sees those that it sees an event of', async () => {
    const place = { remoteAddress: '203.0.113.7' }
    const a = await visit({ seed: 6, ...place })
    const b = await visit({ seed: 6, browser: 'firefox', key: 'pk_a2', ...place })
    expect(await list(a, 'sk_a')).toEqual([b])
    expect(await list(a, 'sk_a1')).toEqual([])
    expect((await related(a, 'sk_a2')).status).toBe(404)
    await visit({ seed: 6, browser: 'firefox', ...place })
    expect(await list(a, 'sk_a1')).toEqual([b])
  })
})

describe('400', () => {
  test.each([undefined, ''])('no id, as %j', async (id) => {
    expect(await related(id)).toEqual({
      status: 400,
      json: { error: { code: 'RequestCannotBeParsed', message: 'visitor id is required' } },
    })
  })

  test.each(['short', 'abcdefghij012345678_', '\u0000'])('the id %j', async (id) => {
    expect(await related(id)).toEqual({
      status: 400,
      json: { error: { code: 'RequestCannotBeParsed', message: 'invalid visitor id' } },
    })
  })
})

test.each([undefined, 'zzzzzzzzzzzzzzzzzzzz'])(
  '403: where it is off, for the id %j',
  async (id) => {
    expect(await related(id, 'sk_off')).toEqual({
      status: 403,
      json: { error: { code: 'FeatureNotEnabled', message: 'feature not enabled' } },
    })
  },
)

describe('404', () => {
  const missing = {
    status: 404,
    json: { error: { code: 'VisitorNotFound', message: 'visitor not found' } },
  }

  test('an unknown visitor', async () => {
    expect(await related('zzzzzzzzzzzzzzzzzzzz')).toEqual(missing)
  })

  test("another workspace's visitor", async () => {
    const id = await visit({ seed: 7, key: 'pk_b', remoteAddress: '203.0.113.8' })
    expect(await related(id)).toEqual(missing)
    expect((await related(id, 'sk_b')).status).toBe(200)
  })
})
