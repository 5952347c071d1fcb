import type { Readings } from '@whorl/wire'
import { expect, test } from 'vitest'
import type { NetworkFacts } from '../facts'
import { identify } from './identify'
import { learn } from './learn'
import { Population } from './population/population'
import type { Profile } from './profile'
import { isSameDevice, relatedKeys } from './related'
import {
  chromiumOnLinux,
  type SampleParts,
  sampleFacts,
  sampleKeys,
  sampleProfile,
  someNetwork,
} from './sample-facts'

const machine = {
  screenResolution: { value: [2256, 1504] },
  devicePixelRatio: { value: { ratio: 1.5, matchesMedia: true } },
  hardwareConcurrency: { value: 12 },
  fonts: { value: ['Arial', 'DejaVu Sans', 'Iosevka', 'Liberation Serif'] },
}
const chrome: Readings = { ...chromiumOnLinux, ...machine }
const { deviceMemory: _, ...rest } = chrome
const firefox = { ...rest, engine: { value: 'gecko' }, oscpu: { value: 'Linux x86_64' } }

const inFirefox: Partial<NetworkFacts> = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  browser: { ...someNetwork.browser, browserName: 'Firefox', browserFullVersion: '153.0' },
  claimed: { engine: 'gecko', os: 'linux' },
}

let count = 0
function profileOf(parts: SampleParts): { profile: Profile; blocks: readonly string[] } {
  count += 1
  const visitorId = `AAAArelated${String(count).padStart(9, '0')}`
  return { profile: sampleProfile(visitorId, parts), blocks: sampleKeys(parts).blocks }
}

const population = new Population()
const a = profileOf({ signals: chrome })
const other = (signals: Readings, network: Partial<NetworkFacts> = {}) =>
  profileOf({ signals: { ...firefox, ...signals }, network: { ...inFirefox, ...network } })

test('two engines of one machine find each other and are one device', () => {
  const b = other({})
  expect(relatedKeys(a.profile).blocks.some((key) => b.blocks.includes(key))).toBe(true)
  expect(relatedKeys(b.profile).blocks.some((key) => a.blocks.includes(key))).toBe(true)
  expect(isSameDevice(population, a.profile, b.profile)).toBe(true)
  expect(isSameDevice(population, b.profile, a.profile)).toBe(true)
})

test('is found with another screen, too, by processor and address', () => {
  const b = other({ screenResolution: { value: [3840, 2160] } })
  expect(relatedKeys(a.profile).blocks.some((key) => b.blocks.includes(key))).toBe(true)
})

test.each([
  ['another address', {}, { ip: '198.51.100.8' }],
  [
    'another machine',
    { screenResolution: { value: [1366, 768] }, fonts: { value: ['Arial'] } },
    {},
  ],
  ['another system', { platform: { value: 'Win32' } }, {}],
  [
    'a poor witness',
    { fonts: { error: { name: 'timeout' } }, screenResolution: { error: { name: 'timeout' } } },
    {},
  ],
] as const)('%s is another device', (_, signals, network) => {
  const b = other(signals, network)
  expect(isSameDevice(population, a.profile, b.profile)).toBe(false)
  expect(isSameDevice(population, b.profile, a.profile)).toBe(false)
})

test('two ordinary machines behind one address are two devices', () => {
  const common = new Population()
  const stock = {
    screenResolution: { value: [1920, 1080] },
    devicePixelRatio: { value: { ratio: 1, matchesMedia: true } },
    hardwareConcurrency: { value: 8 },
    fonts: { value: ['Arial', 'DejaVu Sans', 'Liberation Serif'] },
  }
  const kinds: SampleParts[] = [
    { signals: { ...chrome, ...stock } },
    { signals: { ...firefox, ...stock }, network: inFirefox },
  ]
  for (let at = 0; at < 200; at++) {
    for (const kind of kinds) {
      const facts = sampleFacts({ ...kind, network: { ...kind.network, ip: `198.51.${at}.9` } })
      learn(common, facts, identify(facts, `AAAAstock${String(at).padStart(11, '0')}`))
    }
  }
  const [one, two] = kinds.map((kind) => profileOf(kind).profile)
  if (!one || !two) throw new Error('there are two')
  expect(isSameDevice(common, one, two)).toBe(false)
  expect(isSameDevice(common, a.profile, other({}).profile)).toBe(true)
})

test('asks for no more than some four hundred keys', () => {
  const { traits } = a.profile
  const much = {
    ...a.profile,
    traits: { ...traits, networks: Array.from({ length: 18 }, (_, at) => at + 1) },
  }
  expect(relatedKeys(much).blocks.length).toBeLessThan(400)
})
