import { expect, test } from 'vitest'
import { aPayload, openTestHouse } from '../../test/house'
import { deriveSecrets } from '../secrets'
import { takePosition } from './take-position'

const secrets = deriveSecrets('s'.repeat(32))
const at = (latitude: number, longitude: number, accuracyM = 20) => ({
  position: { value: { latitude, longitude, accuracyM }, ms: 4 },
  platform: { value: 'Linux x86_64' },
})

test('keeps an area of the place and not the place', () => {
  const { readings, proximity } = takePosition(secrets, 'ws_a', at(52.5163, 13.3777))
  expect(readings).toEqual({ position: { ms: 4 }, platform: { value: 'Linux x86_64' } })
  expect(proximity).toMatchObject({ precisionRadius: 25 })
  expect(proximity?.id).toMatch(/^[0-9A-Za-z]{11}$/)
})

test('the same area has one id in a workspace, and another in another', () => {
  const idOf = (workspace: string, ...place: Parameters<typeof at>) =>
    takePosition(secrets, workspace, at(...place)).proximity?.id
  expect(idOf('ws_a', 52.5163, 13.3777, 900)).toBe(idOf('ws_a', 52.51631, 13.37771, 900))
  expect(idOf('ws_a', 52.5163, 13.3777)).not.toBe(idOf('ws_a', 48.8584, 2.2945))
  expect(idOf('ws_a', 52.5163, 13.3777)).not.toBe(idOf('ws_b', 52.5163, 13.3777))
})

test('without a position there is no area', () => {
  const { position: _, ...readings } = at(0, 0)
  expect(takePosition(secrets, 'ws_a', readings)).toEqual({ readings })
  expect(takePosition(secrets, 'ws_a', { position: {} })).toEqual({ readings: { position: {} } })
  expect(takePosition(secrets, 'ws_a', at(52, 13, 90_000)).proximity).toBeUndefined()
})

test('comes with the second message, in both APIs', async () => {
  const house = await openTestHouse()
  const payload = aPayload({ late: ['position'] })
  const { eventId } = await house.identify(payload)
  const signals = { position: { value: { latitude: 52.5, longitude: 13.4, accuracyM: 50 } } }
  const { nonce, key } = payload
  const reply = await house.post({ v: 1, kind: 'late', key, nonce, signals })
  expect(reply.status).toBe(200)
  const get = async (url: string, headers: Record<string, string>) =>
    (await house.app.inject({ url, headers })).json()
  const v4 = await get(`/v4/events/${eventId}?include=whorl`, { authorization: 'Bearer sk_a' })
  expect(v4.proximity).toMatchObject({ precision_radius: 65 })
  expect(JSON.stringify(v4)).not.toContain('13.4')
  const v3 = await get(`/events/${eventId}`, { 'auth-api-key': 'sk_a' })
  expect(v3.products.proximity.data).toEqual({
    id: v4.proximity.id,
    precisionRadius: 65,
    confidence: v4.proximity.confidence,
  })
  await house.close()
})
