import { expect, test } from 'vitest'
import { createSightings } from './sightings'

const hourMs = 3_600_000

test('counts distinct visitors and foreign zones of an address for a day', () => {
  const sightings = createSightings()
  expect(sightings.find('ws', '1.2.3.4', 0)).toBeUndefined()
  sightings.note('ws', '1.2.3.4', { visitorId: 'a', at: 0 })
  sightings.note('ws', '1.2.3.4', { visitorId: 'b', foreignZone: 'Asia/Tokyo', at: hourMs })
  sightings.note('ws', '1.2.3.4', { visitorId: 'b', foreignZone: 'Asia/Tokyo', at: 2 * hourMs })
  sightings.note('ws', '1.2.3.4', { visitorId: 'c', foreignZone: 'Europe/Paris', at: 3 * hourMs })
  expect(sightings.find('ws', '1.2.3.4', 3 * hourMs)).toEqual({
    visitors: 3,
    foreignZones: 2,
    foreignSeenAt: 3 * hourMs,
  })
  expect(sightings.find('ws', '1.2.3.4', 26 * hourMs)).toEqual({
    visitors: 1,
    foreignZones: 1,
    foreignSeenAt: 3 * hourMs,
  })
  expect(sightings.find('ws', '1.2.3.4', 28 * hourMs)).toBeUndefined()
})

test('workspaces do not see each other', () => {
  const sightings = createSightings()
  sightings.note('ws_a', '1.2.3.4', { visitorId: 'a', at: 0 })
  expect(sightings.find('ws_b', '1.2.3.4', 0)).toBeUndefined()
})

test('memory is bounded: the address that was quiet longest goes first', () => {
  const sightings = createSightings(2)
  for (const ip of ['1.1.1.1', '2.2.2.2', '1.1.1.1', '3.3.3.3'])
    sightings.note('ws', ip, { visitorId: 'a', at: 0 })
  expect(sightings.find('ws', '2.2.2.2', 0)).toBeUndefined()
  expect(sightings.find('ws', '1.1.1.1', 0)).toBeDefined()
  for (let at = 0; at < 100; at++)
    sightings.note('ws', '3.3.3.3', { visitorId: `v${at}`, foreignZone: `z${at}`, at })
  expect(sightings.find('ws', '3.3.3.3', 100)).toMatchObject({ visitors: 50, foreignZones: 10 })
})
