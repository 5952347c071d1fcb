import type { Readings } from '@whorl/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identify } from './identify'
import { learn } from './learn'
import { observe } from './observe'
import { Population } from './population/population'
import { profileAfter } from './profile-after'
import { chromiumOnLinux, sampleFacts, sampleProfile } from './sample-facts'
import { createScale, weigh } from './weigh'

const fresh = 'FRESHfreshFRESHfresh'
const pools: Readonly<Record<string, readonly unknown[]>> = {
  fonts: [['Arial'], ['Arial', 'Calibri'], ['DejaVu Sans'], []],
  screenResolution: [
    [1920, 1080],
    [2560, 1440],
    [1366, 768],
  ],
  hardwareConcurrency: [4, 8, 16],
  deviceMemory: [4, 8],
  timezone: ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York'],
  languages: [[['de-DE']], [['en-US'], ['en-US', 'en']]],
  colorScheme: ['dark', 'light'],
  audio: [124.04, 124.08],
  canvas: [
    { winding: true, geometry: 'a', text: 'b' },
    { winding: true, geometry: 'c', text: 'd' },
  ],
}
/** A browser like the sample with some values of its own; some are absent. */
const anySignals = fc
  .record(
    Object.fromEntries(
      Object.entries(pools).map(([name, values]) => [name, fc.option(fc.constantFrom(...values))]),
    ),
  )
  .map((own): Readings => {
    const signals: Record<string, Readings[string]> = { ...chromiumOnLinux }
    for (const [name, value] of Object.entries(own)) signals[name] = value === null ? {} : { value }
    return signals
  })

/** A workspace that has seen these browsers, one visit each. */
function populationOf(seen: readonly Readings[]): Population {
  const population = new Population()
  for (const signals of seen) {
    const facts = sampleFacts({ signals, population })
    learn(population, facts, identify(facts, fresh))
  }
  return population
}

const idOf = (index: number) => `VISITORvisitor${String(index).padStart(6, '0')}`

describe('the weight of a visitor', () => {
  test('never falls when one more value agrees instead of differing', () => {
    fc.assert(
      fc.property(
        fc.array(anySignals, { maxLength: 12 }),
        anySignals,
        fc.constantFrom(...Object.keys(pools)),
        (seen, signals, name) => {
          const [one, other] = pools[name] ?? []
          const was = { ...signals, [name]: { value: one } }
          const population = populationOf([...seen, was])
          const profile = sampleProfile(idOf(1), { signals: was })
          const weightOf = (value: unknown) => {
            const facts = sampleFacts({ signals: { ...signals, [name]: { value } }, population })
            const { ip } = facts.network
            return weigh(createScale(observe(facts), population, { ip, now: facts.now }), profile)
          }
          expect(weightOf(one)).toBeGreaterThanOrEqual(weightOf(other))
        },
      ),
    )
  })

  test('never falls when a value that agrees is added to both sides', () => {
    fc.assert(
      fc.property(
        fc.array(anySignals, { maxLength: 12 }),
        anySignals,
        fc.constantFrom(...Object.keys(pools)),
        (seen, signals, name) => {
          const value = pools[name]?.[0]
          const population = populationOf([...seen, signals])
          const weightOf = (more: Readings) => {
            const profile = sampleProfile(idOf(1), { signals: { ...signals, ...more } })
            const facts = sampleFacts({ signals: { ...signals, ...more }, population })
            const { ip } = facts.network
            return weigh(createScale(observe(facts), population, { ip, now: facts.now }), profile)
          }
          const before = weightOf({ [name]: {} })
          expect(weightOf({ [name]: { value } })).toBeGreaterThanOrEqual(before - 1e-9)
        },
      ),
    )
  })
})

test('the order in which candidates are read changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(anySignals, { minLength: 2, maxLength: 8 }),
      anySignals,
      fc.infiniteStream(fc.nat()),
      (known, signals, draws) => {
        const population = populationOf(known)
        const candidates = known.map((one, index) => sampleProfile(idOf(index), { signals: one }))
        const shuffled = candidates
          .map((profile) => ({ profile, place: draws.next().value }))
          .sort((a, b) => a.place - b.place)
          .map(({ profile }) => profile)
        const decide = (list: typeof candidates) =>
          identify(sampleFacts({ signals, population, history: { candidates: list } }), fresh)
        expect(decide(shuffled)).toEqual(decide(candidates))
      },
    ),
  )
})

test('any values give an id, a confidence from 0 to 1, a profile and lessons', () => {
  const names = [...Object.keys(chromiumOnLinux), 'canvas', 'userAgentData', 'voices', '__proto__']
  const odd = fc.dictionary(fc.constantFrom(...names), fc.record({ value: fc.jsonValue() }))
  const ips = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())
  fc.assert(
    fc.property(fc.array(fc.tuple(odd, ips), { minLength: 1, maxLength: 5 }), (visits) => {
      const population = new Population()
      let candidates = [sampleProfile(idOf(0))]
      for (const [index, [signals, ip]] of visits.entries()) {
        const now = 1_790_000_000_000 + index * 3_600_000
        const history = { candidates }
        const facts = sampleFacts({ signals, network: { ip }, history, population, now })
        const result = identify(facts, idOf(index + 1))
        expect(result.visitorId).toHaveLength(20)
        expect(result.confidence).toBeGreaterThanOrEqual(0)
        expect(result.confidence).toBeLessThanOrEqual(1)
        expect(result.why.evidence.every(({ weight }) => Number.isFinite(weight))).toBe(true)
        const profile = profileAfter(facts, result)
        expect(JSON.parse(JSON.stringify(profile))).toEqual(profile)
        candidates = [...candidates.filter((one) => one.visitorId !== result.visitorId), profile]
        learn(population, facts, result)
      }
      expect(population.numbers.every(Number.isFinite)).toBe(true)
    }),
  )
})
