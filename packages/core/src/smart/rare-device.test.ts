import type { Readings } from '@whorl/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts, NetworkFacts } from '../facts'
import { identify } from '../identify/identify'
import { learn } from '../identify/learn'
import { observe } from '../identify/observe'
import { Population } from '../identify/population/population'
import { countConfiguration } from '../identify/population/rarity'
import { profileAfter } from '../identify/profile-after'
import { chromiumOnLinux, sampleFacts, someNetwork } from '../identify/sample-facts'
import type { RareDeviceVerdict } from './define'
import { judgeAgain } from './judge'
import { rareDevice } from './rare-device'

interface Device {
  readonly signals: Readings
  readonly network?: Partial<NetworkFacts>
}

function device(signals: Readings, browserName = 'Chrome'): Device {
  return {
    signals: { ...chromiumOnLinux, userAgentData: {}, ...signals },
    network: { browser: { ...someNetwork.browser, browserName } },
  }
}

const linux = device({})
const windows = device({ platform: { value: 'Win32' }, deviceMemory: { value: 16 } })
const edge = device({ platform: { value: 'Win32' }, hardwareConcurrency: { value: 4 } }, 'Edge')
const iPhone = device(
  {
    engine: { value: 'webkit' },
    platform: { value: 'iPhone' },
    touchSupport: { value: { maxTouchPoints: 5, touchEvent: true, touchStart: true } },
    deviceMemory: {},
    canvasNoise: { value: { wrongPixels: 0, isStable: true } },
  },
  'Mobile Safari',
)
const firefox = device(
  { engine: { value: 'gecko' }, platform: { value: 'Win32' }, deviceMemory: {} },
  'Firefox',
)
const mac = device({ platform: { value: 'MacIntel' }, colorDepth: { value: 30 } })
const common: readonly (readonly [string, Device])[] = [
  ['Chrome on Linux', linux],
  ['Chrome on Windows', windows],
  ['Edge on Windows', edge],
  ['Safari on an iPhone', iPhone],
  ['Firefox on Windows', firefox],
  ['Chrome on a Mac', mac],
]
const odd = device({ hardwareConcurrency: { value: 96 }, deviceMemory: { value: 32 } })

function facts({ signals, network }: Device, population: Population): Facts {
  return sampleFacts({ signals, network: { ...network }, population })
}

function count(population: Population, one: Device, visitors: number): void {
  const { values } = observe(facts(one, population))
  for (let visitor = 0; visitor < visitors; visitor++) {
    countConfiguration(population, values)
    population.visitors++
  }
}

/** As many visitors of each common device, then those that are given. */
function crowd(ofEach: number, others: readonly (readonly [Device, number])[] = []): Population {
  const population = new Population()
  for (const [, one] of common) count(population, one, ofEach)
  for (const [one, visitors] of others) count(population, one, visitors)
  return population
}

const detect = (one: Device, population: Population) => rareDevice.detect(facts(one, population))
const bucketOf = (one: Device, population: Population) => detect(one, population)?.value.bucket

describe('is rare', () => {
  test('when nobody had the configuration before', () => {
    expect(detect(odd, crowd(200))).toEqual({
      value: { isRare: true, bucket: 'not_seen' },
      evidence: [{ says: 'none of 1200 visitors had this configuration before', weight: 1 }],
    })
  })

  test('when one visitor of more than a thousand had it', () => {
    expect(detect(odd, crowd(200, [[odd, 1]]))).toEqual({
      value: { isRare: true, bucket: 'p99.9+' },
      evidence: [{ says: '1 of 1201 visitors has this configuration', weight: 1 }],
    })
  })

  test('when it is a common machine under an uncommon name', () => {
    const unknown = device({ platform: { value: 'Win32' } }, 'Obscure Browser')
    expect(bucketOf(unknown, crowd(1_000, [[unknown, 5]]))).toBe('p99.9+')
  })
})

describe('leaves people alone', () => {
  test.each(common)('%s', (_, one) => {
    const verdict = detect(one, crowd(200))
    expect(verdict).toEqual({ value: { isRare: false, bucket: '<p95' }, evidence: [] })
  })

  test('a machine that few have, but not hardly any', () => {
    const verdict = detect(odd, crowd(200, [[odd, 9]]))
    expect(verdict).toEqual({ value: { isRare: false, bucket: 'p99-p99.5' }, evidence: [] })
  })

  test('everybody, where all are different: rare is who is rarer than the others', () => {
    const population = new Population()
    const machines = Array.from({ length: 1_000 }, (_, cores) =>
      device({ hardwareConcurrency: { value: cores + 1 } }),
    )
    for (const one of machines) count(population, one, 1)
    expect(machines.every((one) => bucketOf(one, population) === '<p95')).toBe(true)
  })
})

test.each<[number, RareDeviceVerdict['bucket']]>([
  [100, '<p95'],
  [40, 'p95-p99'],
  [9, 'p99-p99.5'],
  [3, 'p99.5-p99.9'],
  [1, 'p99.9+'],
  [0, 'not_seen'],
])('%i of some 1,200 visitors are in the bucket %s', (visitors, bucket) => {
  expect(bucketOf(odd, crowd(200, [[odd, visitors]]))).toBe(bucket)
})

describe('says nothing', () => {
  test('about fewer than 1,000 visitors', () => {
    const population = crowd(166, [[linux, 3]])
    expect(population.visitors).toBe(999)
    expect(detect(odd, population)).toBeUndefined()
    expect(detect(linux, population)).toBeUndefined()
    count(population, linux, 1)
    expect(bucketOf(odd, population)).toBe('not_seen')
    expect(bucketOf(linux, population)).toBe('<p95')
  })

  test('when visitors were counted without their configurations', () => {
    const population = crowd(100)
    population.visitors = 5_000
    expect(detect(odd, population)).toBeUndefined()
  })

  test.each([
    ['Brave', { brave: { value: true } }],
    ['noise in the canvas', { canvasNoise: { value: { wrongPixels: 3, isStable: true } } }],
    [
      'Firefox with resistFingerprinting',
      {
        engine: { value: 'gecko' },
        canvasNoise: { value: { wrongPixels: 256, isStable: false } },
      },
    ],
    ['cores that took too long', { hardwareConcurrency: { error: { name: 'timeout' } } }],
    ['client hints that failed', { userAgentData: { error: { name: 'timeout' } } }],
    [
      'brands that contradict the user agent',
      { userAgentData: { value: { brands: [{ brand: 'Microsoft Edge', version: '140' }] } } },
    ],
  ])('about %s', (_, signals) => {
    expect(detect(device(signals), crowd(200))).toBeUndefined()
  })

  test('about readings that never came', () => {
    const { colorDepth: _, ...signals } = linux.signals
    expect(detect({ ...linux, signals }, crowd(200))).toBeUndefined()
    expect(detect({ signals: {} }, crowd(200))).toBeUndefined()
  })

  test('wrong about anything, whatever is sent', () => {
    const population = crowd(200)
    const readings = fc.dictionary(
      fc.constantFrom(...Object.keys(linux.signals), 'brave', 'canvasNoise'),
      fc.record({ value: fc.jsonValue() }, { requiredKeys: [] }),
    )
    fc.assert(
      fc.property(readings, (signals) => {
        const verdict = detect(device(signals as Readings), population)
        return verdict === undefined || typeof verdict.value.isRare === 'boolean'
      }),
    )
  })
})

test('a visitor does not change what its next visits are judged: rare stays rare', () => {
  const population = crowd(200)
  const first = facts(odd, population)
  const identification = identify(first, 'ODDoddODDoddODDoddOD')
  expect(rareDevice.detect(first)?.value).toEqual({ isRare: true, bucket: 'not_seen' })
  learn(population, first, identification)
  const known = profileAfter(first, identification)
  const later = { ...first, history: { anchored: [], candidates: [known] } }
  for (let visit = 0; visit < 5; visit++) {
    expect(rareDevice.detect(later)?.value).toEqual({ isRare: true, bucket: 'p99.9+' })
    learn(population, later, identify(later, 'unused'))
  }
})

describe('judged again with late facts', () => {
  const population = crowd(200)
  const first = facts(odd, population)
  const verdict = rareDevice.detect(first)
  const before = { ...(verdict && { rare_device: verdict }) }
  learn(population, first, identify(first, 'ODDoddODDoddODDoddOD'))

  test('the visit does not meet itself', () => {
    expect(judgeAgain(first, before).verdicts.rare_device).toEqual(verdict)
  })

  test('what had no data at first has none now', () => {
    expect(judgeAgain(first, {}).verdicts).not.toHaveProperty('rare_device')
  })

  test('what shows only now that values are made up takes the verdict back', () => {
    const signals = { ...odd.signals, brave: { value: true } }
    const again = facts({ ...odd, signals }, population)
    expect(judgeAgain(again, before).verdicts).not.toHaveProperty('rare_device')
  })
})
