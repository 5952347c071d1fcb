import { createDecipheriv } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { EventResponseV3, EventV4 } from '@whorl/wire'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noLimits, openTestHouse, otherDevice, type TestHouse, twoTenants } from '../test/house'
import { toEventV3 } from './answer/event-v3'
import { toEventV4 } from './answer/event-v4'

const sealKey = Buffer.alloc(32, 7)
const sealing = {
  id: 'ws_sealing',
  name: 'sealing',
  limits: noLimits,
  environments: [
    {
      name: 'sealing',
      publicKeys: ['pk_sealing'],
      sealedResults: { key: sealKey.toString('base64') },
    },
  ],
}

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse({ tenants: { workspaces: [...twoTenants.workspaces, sealing] } })
})
afterAll(async () => house.close())

const start = 1_790_000_000_000
const checkV4 = Compile(EventV4)
const checkV3 = Compile(EventResponseV3)

async function velocityOf(eventId: string) {
  const event = await house.event(eventId)
  const [v4, v3] = [toEventV4(event), toEventV3(event)]
  expect(checkV4.Check(v4)).toBe(true)
  expect(checkV3.Check(v3)).toBe(true)
  return { v4: v4.velocity, v3: v3.products.velocity?.data }
}

describe('velocity', () => {
  test('follows addresses, linked ids and visitors, in both generations', async () => {
    const signals = otherDevice(1)
    const from = (remoteAddress: string) => ({ remoteAddress })
    const first = await house.identify({ signals, linkedId: 'l-1' }, from('198.51.100.1'))
    const tokens = { local: first.token ?? '' }
    const second = await house.identify({ signals, tokens, linkedId: 'l-2' }, from('198.51.100.2'))
    const both = { '5_minutes': 2, '1_hour': 2, '24_hours': 2 }
    const one = { '5_minutes': 1, '1_hour': 1, '24_hours': 1 }
    expect((await velocityOf(second.eventId)).v4).toEqual({
      distinct_ip: both,
      distinct_linked_id: both,
      events: both,
      ip_events: one,
      distinct_ip_by_linked_id: one,
      distinct_visitor_id_by_linked_id: one,
    })
    const others = { signals: otherDevice(500), linkedId: 'l-2' }
    const other = await house.identify(others, from('198.51.100.1'))
    const inV3 = { intervals: { '5m': 2, '1h': 2, '24h': 2 } }
    expect((await velocityOf(other.eventId)).v3).toMatchObject({
      distinctIpByLinkedId: inV3,
      distinctVisitorIdByLinkedId: inV3,
      ipEvents: inV3,
      distinctCountry: {},
    })
  })

  test('leaves out, or empties in v3, what needs a linked id', async () => {
    const { eventId } = await house.identify({ signals: otherDevice(1_000) }, { now: start })
    const { v4, v3 } = await velocityOf(eventId)
    expect(Object.keys(v4 ?? {})).toEqual(['distinct_ip', 'events', 'ip_events'])
    expect(v3).toMatchObject({
      distinctLinkedId: {},
      distinctIpByLinkedId: {},
      distinctVisitorIdByLinkedId: {},
    })
  })

  test('slides: an event leaves the five minutes after 300 seconds', async () => {
    const signals = otherDevice(2_000)
    const { token: local = '' } = await house.identify({ signals }, { now: start })
    const again = async (ms: number) => {
      const { eventId } = await house.identify({ signals, tokens: { local } }, { now: start + ms })
      return (await velocityOf(eventId)).v4?.events
    }
    expect(await again(299_999)).toEqual({ '5_minutes': 2, '1_hour': 2, '24_hours': 2 })
    expect(await again(300_000)).toEqual({ '5_minutes': 2, '1_hour': 3, '24_hours': 3 })
    expect(await again(-1)).toEqual({ '5_minutes': 1, '1_hour': 1, '24_hours': 1 })
  })

  test('counts a replayed event', async () => {
    const body = { signals: otherDevice(3_000), nonce: 'used-twice' }
    await house.identify(body, { now: start })
    const { eventId } = await house.identify(body, { now: start })
    expect(await house.event(eventId)).toMatchObject({ replayed: true })
    expect((await velocityOf(eventId)).v4?.events?.['5_minutes']).toBeGreaterThan(0)
    expect((await velocityOf(eventId)).v4?.ip_events?.['5_minutes']).toBeGreaterThan(1)
  })

  test('is in a sealed result, too', async () => {
    const { sealedResult = '' } = await house.identify(
      { key: 'pk_sealing' },
      { key: 'pk_sealing', now: start },
    )
    const bytes = Buffer.from(sealedResult, 'base64')
    const cipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(4, 16))
    cipher.setAuthTag(bytes.subarray(-16))
    const content = Buffer.concat([cipher.update(bytes.subarray(16, -16)), cipher.final()])
    expect(JSON.parse(inflateRawSync(content).toString())).toMatchObject({
      velocity: { events: { '5_minutes': 1 } },
    })
  })
})
