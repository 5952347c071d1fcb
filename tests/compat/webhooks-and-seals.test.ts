import * as v4 from '@fingerprint/node-sdk'
import * as v3 from '@fingerprintjs/fingerprintjs-pro-server-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSdkV3, openSdkV4 } from './server-sdk'
import { openWorld, type World } from './world/open-world'
import { sealingKey, webhookSecret, worldKeys } from './world/tenants'

const sdks = [
  ['@fingerprint/node-sdk 7.7.1', v4],
  ['@fingerprintjs/fingerprintjs-pro-server-api 6.13.1', v3],
] as const

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const getV4 = (eventId: string) => openSdkV4(world.endpoint, worldKeys.secret).getEvent(eventId)
const getV3 = (eventId: string) => openSdkV3(world.endpoint, worldKeys.secret).getEvent(eventId)
/** As a receiver would keep it: v3's SDK makes dates of some texts. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('webhooks', () => {
  let eventId: string
  beforeAll(async () => {
    ;({ eventId } = await world.visit({ tag: { ü: [1.5] }, linkedId: 'hooked' }))
    await world.receiver.settled()
  })

  const received = (version: string) => {
    const found = world.receiver.received.find(
      (one) => one.version === version && one.body.includes(eventId),
    )
    if (!found) throw new Error(`no webhook of version ${version} came`)
    return found
  }

  describe.each(sdks)('%s', (_, sdk) => {
    test.each(['3', '4'])('verifies the signature of a body of version %s', (version) => {
      const { body, headers } = received(version)
      const header = String(headers['fpjs-event-signature'])
      const verify = (data: Buffer, secret = webhookSecret) =>
        sdk.isValidWebhookSignature({ header, data, secret })
      expect(verify(body)).toBe(true)
      expect(verify(body, 'another secret')).toBe(false)
      expect(verify(Buffer.concat([body, Buffer.from(' ')]))).toBe(false)
    })
  })

  test('the body of version 4 is the event as the SDK reads it', async () => {
    expect(JSON.parse(received('4').body.toString())).toEqual(asJson(await getV4(eventId)))
  })

  test('the body of version 3 holds the products as the SDK reads them, flat', async () => {
    const { products } = asJson(await getV3(eventId))
    const { identification, botd, incognito, ...others } = products
    const body = JSON.parse(received('3').body.toString())
    expect(body).toMatchObject(identification.data)
    expect(body.bot).toEqual(botd.data.bot)
    expect(body.incognito).toBe(identification.data.incognito)
    expect(incognito === undefined || incognito.data.result === body.incognito).toBe(true)
    expect(Object.keys(others).length).toBeGreaterThan(5)
    for (const [name, product] of Object.entries<{ data: unknown }>(others))
      expect(body[name], name).toEqual(product.data)
    const { supplementary_id_high_recall: highRecall } = await getV4(eventId)
    expect(body.supplementaryIds).toMatchObject({
      standard: { visitorId: identification.data.visitorId },
      highRecall: { visitorId: highRecall?.visitor_id },
    })
    expect(body.clientReferrer).toBe('')
  })
})

describe('sealed results', () => {
  const keysOf = (key: string) => [{ key: Buffer.from(key, 'base64') }]
  const wrong = Buffer.alloc(32, 8).toString('base64')

  async function seal(face: 'v3' | 'v4', key: string = worldKeys.publicSealed) {
    const sdk = { face, version: face === 'v3' ? '3.12.15' : '4.1.5' }
    const { eventId, sealedResult = '' } = await world.visit({ key, sdk, tag: { ü: [face] } })
    return { eventId, sealed: Buffer.from(sealedResult, 'base64') }
  }
  const v4Keys = (...keys: string[]) =>
    keys.flatMap(keysOf).map((one) => ({ ...one, algorithm: v4.DecryptionAlgorithm.Aes256Gcm }))
  const v3Keys = (...keys: string[]) =>
    keys.flatMap(keysOf).map((one) => ({ ...one, algorithm: v3.DecryptionAlgorithm.Aes256Gcm }))

  test.each([worldKeys.publicSealed, worldKeys.publicHidden])(
    'each SDK unseals the event of its generation whole: %s',
    async (key) => {
      const ofV4 = await seal('v4', key)
      expect(await v4.unsealEventsResponse(ofV4.sealed, v4Keys(wrong, sealingKey))).toEqual(
        await getV4(ofV4.eventId),
      )
      const ofV3 = await seal('v3', key)
      expect(asJson(await v3.unsealEventsResponse(ofV3.sealed, v3Keys(wrong, sealingKey)))).toEqual(
        asJson(await getV3(ofV3.eventId)),
      )
    },
  )

  test('each SDK unseals the text of either', async () => {
    for (const face of ['v3', 'v4'] as const) {
      const { sealed, eventId } = await seal(face)
      const texts = [
        await v4.unseal(sealed, v4Keys(sealingKey)),
        await v3.unseal(sealed, v3Keys(sealingKey)),
      ]
      expect(texts[0]).toBe(texts[1])
      const event = face === 'v3' ? await getV3(eventId) : await getV4(eventId)
      expect(JSON.parse(texts[0] ?? '')).toEqual(asJson(event))
    }
  })

  test('nobody unseals with another key, or what was changed', async () => {
    const { sealed } = await seal('v4')
    const changed = Buffer.from(sealed)
    changed[20] = (changed[20] ?? 0) ^ 1
    const other = Buffer.from(sealed)
    other[0] = 0
    for (const [name, sdk, keys] of [
      ['v4', v4, v4Keys],
      ['v3', v3, v3Keys],
    ] as const) {
      await expect(sdk.unseal(sealed, keys(wrong)), name).rejects.toThrow(sdk.UnsealAggregateError)
      await expect(sdk.unseal(changed, keys(sealingKey)), name).rejects.toThrow(
        sdk.UnsealAggregateError,
      )
      await expect(sdk.unseal(other, keys(sealingKey)), name).rejects.toThrow(
        'Invalid sealed data header',
      )
    }
  })
})
