import type { Readings } from '@whorl/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Anchor, AnchoredHistory } from '../facts'
import { identify } from './identify'
import { profileAfter } from './profile-after'
import { chromiumOnLinux, sampleFacts, sampleKeys, sampleProfile } from './sample-facts'

const fresh = 'FRESHfreshFRESHfresh'
const alice = 'AAAAaliceAAAAaliceAA'
const bob = 'BBBBbobBBBBBbobBBBBB'

const otherMachine: Readings = {
  ...chromiumOnLinux,
  fonts: { value: ['Arial', 'Calibri', 'Segoe UI'] },
  screenResolution: { value: [2560, 1440] },
  hardwareConcurrency: { value: 16 },
}

function anchor(visitorId: string, carrier: Anchor['carrier'] = 'httpCookie'): Anchor {
  return { carrier, state: 'valid', visitorId }
}

function known(visitorId: string, parts = {}): AnchoredHistory {
  return { visitorId, state: 'known', profile: sampleProfile(visitorId, parts) }
}

describe('a first sight', () => {
  test('is a new visitor', () => {
    const result = identify(sampleFacts(), fresh)
    expect(result).toMatchObject({ visitorId: fresh, isFound: false, confidence: 1 })
    expect(result.why.method).toBe('new')
    expect(result).not.toHaveProperty('firstSeenAt')
  })

  test('is less certain when a known visitor nearly fits', () => {
    const near = sampleProfile(alice, {
      signals: { ...chromiumOnLinux, colorDepth: { value: 30 } },
    })
    const result = identify(sampleFacts({ history: { candidates: [near] } }), fresh)
    expect(result.visitorId).toBe(fresh)
    expect(result.confidence).toBeLessThan(1)
  })
})

describe('the exact match', () => {
  test('finds the device again without any token', () => {
    const facts = sampleFacts({ history: { exact: sampleProfile(alice) }, now: 1_790_000_100_000 })
    const result = identify(facts, fresh)
    expect(result).toMatchObject({
      visitorId: alice,
      isFound: true,
      firstSeenAt: 1_790_000_000_000,
    })
    expect(result.why.method).toBe('exact')
    expect(result.why.agreed.length).toBeGreaterThanOrEqual(12)
    expect(result.why.differed).toEqual([])
  })

  test('takes an absent or failed value as neutral', () => {
    const { fonts: _, ...withoutFonts } = chromiumOnLinux
    const signals: Readings = { ...withoutFonts, deviceMemory: { error: { name: 'timeout' } } }
    const facts = sampleFacts({ signals, history: { candidates: [sampleProfile(alice)] } })
    expect(identify(facts, fresh).visitorId).toBe(alice)
  })

  test('is refused by one differing device signal', () => {
    const signals = { ...chromiumOnLinux, hardwareConcurrency: { value: 4 } }
    const facts = sampleFacts({ signals, history: { candidates: [sampleProfile(alice)] } })
    expect(identify(facts, fresh).visitorId).toBe(fresh)
  })

  test('needs twelve device signals on both sides', () => {
    const few: Readings = Object.fromEntries(Object.entries(chromiumOnLinux).slice(0, 8))
    const history = { candidates: [sampleProfile(alice, { signals: few })] }
    expect(identify(sampleFacts({ signals: few, history }), fresh).visitorId).toBe(fresh)
    expect(sampleKeys({ signals: few }).exact).toBeUndefined()
  })

  test('never crosses engines', () => {
    const signals = { ...chromiumOnLinux, engine: { value: 'gecko' } }
    const facts = sampleFacts({ signals, history: { candidates: [sampleProfile(alice)] } })
    expect(identify(facts, fresh).visitorId).toBe(fresh)
  })

  test('holds while window, language, zone, address and browser version change', () => {
    const signals: Readings = {
      ...chromiumOnLinux,
      timezone: { value: 'Asia/Tokyo' },
      languages: { value: [['ja']] },
      windowGeometry: { value: { innerWidth: 500 } },
    }
    const network = {
      ip: '203.0.113.200',
      browser: { ...sampleFacts().network.browser, browserMajorVersion: '157' },
    }
    expect(sampleKeys({ signals }).exact).toBe(sampleKeys().exact)
    const facts = sampleFacts({ signals, network, history: { exact: sampleProfile(alice) } })
    expect(identify(facts, fresh).visitorId).toBe(alice)
  })

  test('takes the visitor from the same address among equals, and says so', () => {
    const here = sampleProfile(alice)
    const elsewhere = sampleProfile(bob, { network: { ip: '192.0.2.1' }, now: 1_790_000_900_000 })
    const result = identify(sampleFacts({ history: { candidates: [elsewhere, here] } }), fresh)
    expect(result.visitorId).toBe(alice)
    expect(result.why.runnerUp).toBe(bob)
    expect(result.confidence).toBeLessThan(0.72)
  })

  test('never rests on what Firefox makes noise in', () => {
    const firefox: Readings = { ...chromiumOnLinux, engine: { value: 'gecko' } }
    const noisier = {
      ...firefox,
      hardwareConcurrency: { value: 4 },
      canvas: { value: { winding: true, geometry: 'a', text: 'b' } },
    }
    expect(sampleKeys({ signals: noisier }).exact).toBe(sampleKeys({ signals: firefox }).exact)
  })
})

describe('Firefox with resistFingerprinting', () => {
  const uniform: Readings = {
    ...chromiumOnLinux,
    engine: { value: 'gecko' },
    canvasNoise: { value: { wrongPixels: 256, isStable: false } },
  }

  test('is never matched by equality', () => {
    const facts = sampleFacts({
      signals: uniform,
      history: { exact: sampleProfile(alice, { signals: uniform }) },
    })
    expect(identify(facts, fresh).visitorId).toBe(fresh)
    expect(sampleKeys({ signals: uniform })).toEqual({ blocks: [] })
  })

  test('is known by its token', () => {
    const anchored = [known(alice, { signals: uniform })]
    const facts = sampleFacts({ signals: uniform, anchors: [anchor(alice)], history: { anchored } })
    expect(identify(facts, fresh).visitorId).toBe(alice)
  })
})

describe('a token', () => {
  test('names its visitor although the device signals changed', () => {
    const signals = { ...chromiumOnLinux, screenResolution: { value: [2560, 1440] } }
    const facts = sampleFacts({
      signals,
      anchors: [anchor(alice)],
      history: { anchored: [known(alice)] },
    })
    const result = identify(facts, fresh)
    expect(result).toMatchObject({ visitorId: alice, isFound: true })
    expect(result.why).toMatchObject({ method: 'anchor', differed: ['screenResolution'] })
    expect(result.confidence).toBeLessThan(1)
  })

  test('wins over another visitor that fits exactly', () => {
    const facts = sampleFacts({
      anchors: [anchor(alice)],
      history: { anchored: [known(alice)], exact: sampleProfile(bob) },
    })
    expect(identify(facts, fresh).visitorId).toBe(alice)
  })

  test('that is forged is ignored and named', () => {
    const facts = sampleFacts({ anchors: [{ carrier: 'local', state: 'forged' }] })
    const result = identify(facts, fresh)
    expect(result.visitorId).toBe(fresh)
    expect(result.why.anchors).toEqual([{ carrier: 'local', verdict: 'forged' }])
  })

  test.each([
    ['another engine', { ...chromiumOnLinux, engine: { value: 'gecko' } }, 'engine_conflict'],
    ['another system', { ...chromiumOnLinux, platform: { value: 'Win32' } }, 'os_conflict'],
  ])('copied to %s never yields that visitor', (_, signals, verdict) => {
    const facts = sampleFacts({
      signals,
      anchors: [anchor(alice)],
      history: { anchored: [known(alice)] },
    })
    const result = identify(facts, fresh)
    expect(result.visitorId).toBe(fresh)
    expect(result.why.anchors[0]?.verdict).toBe(verdict)
  })

  test('copied to a machine that differs in most signals is refused', () => {
    const strange = Object.fromEntries(
      Object.entries(chromiumOnLinux).map(([name, reading]) => {
        const kept = ['engine', 'platform', 'vendor', 'timezone', 'languages']
        return [name, kept.includes(name) ? reading : { value: `other ${name}` }]
      }),
    )
    const facts = sampleFacts({
      signals: strange,
      anchors: [anchor(alice)],
      history: { anchored: [known(alice)] },
    })
    const result = identify(facts, fresh)
    expect(result.visitorId).toBe(fresh)
    expect(result.why.anchors[0]?.verdict).toBe('device_conflict')
  })

  test('survives a user agent that claims another system', () => {
    const facts = sampleFacts({
      network: { userAgent: 'Mozilla/5.0 (iPhone)', claimed: { engine: 'webkit', os: 'ios' } },
      anchors: [anchor(alice)],
      history: { anchored: [known(alice)] },
    })
    expect(identify(facts, fresh).visitorId).toBe(alice)
  })

  test('of a deleted visitor gives a new id', () => {
    const anchored: AnchoredHistory[] = [{ visitorId: alice, state: 'deleted' }]
    const result = identify(sampleFacts({ anchors: [anchor(alice)], history: { anchored } }), fresh)
    expect(result.visitorId).toBe(fresh)
  })

  test('whose row went by retention gives the same id again', () => {
    const anchored: AnchoredHistory[] = [{ visitorId: alice, state: 'missing' }]
    const result = identify(sampleFacts({ anchors: [anchor(alice)], history: { anchored } }), fresh)
    expect(result).toMatchObject({ visitorId: alice, isFound: false })
  })

  test('beside a second proven one merges the younger into the older', () => {
    const facts = sampleFacts({
      anchors: [anchor(bob), anchor(alice, 'local')],
      history: { anchored: [known(bob, { now: 1_790_000_500_000 }), known(alice)] },
    })
    const result = identify(facts, fresh)
    expect(result.visitorId).toBe(alice)
    expect(result.merge).toEqual({ younger: bob, older: alice })
  })

  test('beside one of another engine merges nothing', () => {
    const gecko = { signals: { ...chromiumOnLinux, engine: { value: 'gecko' } } }
    const facts = sampleFacts({
      anchors: [anchor(bob), anchor(alice, 'local')],
      history: { anchored: [known(bob, gecko), known(alice)] },
    })
    const result = identify(facts, fresh)
    expect(result.visitorId).toBe(alice)
    expect(result).not.toHaveProperty('merge')
  })
})

describe('the profile after a visit', () => {
  test('keeps the first sight and the values that are absent now', () => {
    const before = sampleProfile(alice)
    const { fonts: _, ...signals } = chromiumOnLinux
    const facts = sampleFacts({ signals, history: { exact: before }, now: 1_790_000_777_000 })
    const after = profileAfter(facts, identify(facts, fresh))
    expect(after).toMatchObject({
      visitorId: alice,
      firstSeenAt: before.firstSeenAt,
      lastSeenAt: 1_790_000_777_000,
      visits: 2,
    })
    expect(after.signals.fonts).toEqual(before.signals.fonts)
  })

  test('holds no signal that says nothing about identity', () => {
    expect(sampleProfile(alice).signals).not.toHaveProperty('webdriver')
  })
})

test('is total: any values give an id and a confidence from 0 to 1', () => {
  const names = [...Object.keys(chromiumOnLinux), 'canvas', '__proto__', 'toString']
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), fc.record({ value: fc.jsonValue() })),
      fc.boolean(),
      (signals, hasCandidate) => {
        const history = hasCandidate
          ? { candidates: [sampleProfile(alice), sampleProfile(bob, { signals: otherMachine })] }
          : {}
        const result = identify(sampleFacts({ signals, history }), fresh)
        expect(result.visitorId).toHaveLength(20)
        expect(result.confidence).toBeGreaterThanOrEqual(0)
        expect(result.confidence).toBeLessThanOrEqual(1)
      },
    ),
  )
})
