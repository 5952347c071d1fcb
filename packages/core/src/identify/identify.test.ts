import type { Readings } from '@whorl/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Anchor, AnchoredHistory } from '../facts'
import { codeOf } from './attributes'
import { identify } from './identify'
import { networksOf } from './networks'
import { profileAfter } from './profile-after'
import {
  chromiumOnLinux,
  sampleFacts,
  sampleKeys,
  sampleProfile,
  someNetwork,
} from './sample-facts'

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

  test('is less certain when a known visitor is not out of the question', () => {
    const history = { candidates: [sampleProfile(alice)] }
    const result = identify(sampleFacts({ signals: otherMachine, history }), fresh)
    expect(result.visitorId).toBe(fresh)
    expect(result.confidence).toBeLessThan(1)
    expect(result.confidence).toBe(1 - (result.why.known ?? 0))
  })
})

describe('a visit without a token', () => {
  const later = 1_790_000_100_000 + 3 * 86_400_000

  test('finds the browser again', () => {
    const facts = sampleFacts({ history: { exact: sampleProfile(alice) }, now: later })
    const result = identify(facts, fresh)
    expect(result).toMatchObject({
      visitorId: alice,
      isFound: true,
      firstSeenAt: 1_790_000_000_000,
    })
    expect(result.why.method).toBe('likelihood')
    expect(result.confidence).toBeGreaterThan(0.9)
    expect(
      result.why.evidence.every(({ relation }) => relation === 'same' || relation === 'last'),
    ).toBe(true)
  })

  test('takes an absent or failed value as neutral', () => {
    const { fonts: _, ...withoutFonts } = chromiumOnLinux
    const signals: Readings = { ...withoutFonts, deviceMemory: { error: { name: 'timeout' } } }
    const facts = sampleFacts({ signals, history: { candidates: [sampleProfile(alice)] } })
    const { visitorId, why } = identify(facts, fresh)
    expect(visitorId).toBe(alice)
    const compared = why.evidence.map(({ attribute }) => attribute)
    expect(compared).not.toContain('fonts')
    expect(compared).not.toContain('memory')
  })

  test.each([
    ['a docked screen', { screenResolution: { value: [2560, 1440] } }, {}],
    ['a trip', { timezone: { value: 'Asia/Tokyo' } }, { ip: '203.0.113.200' }],
    ['an update', {}, { version: '157' }],
    [
      'a font more',
      { fonts: { value: ['Arial', 'Calibri', 'DejaVu Sans', 'Liberation Serif'] } },
      {},
    ],
    ['another address', {}, { ip: '203.0.113.200' }],
  ])(
    'finds it again after %s',
    (_, changed, { ip, version }: { ip?: string; version?: string }) => {
      const signals: Readings = { ...chromiumOnLinux, ...changed }
      const browser = {
        ...someNetwork.browser,
        ...(version && { browserMajorVersion: version, browserFullVersion: `${version}.0.0.0` }),
      }
      const network = { browser, ...(ip && { ip }) }
      const history = { candidates: [sampleProfile(alice)] }
      expect(
        identify(sampleFacts({ signals, network, history, now: later }), fresh).visitorId,
      ).toBe(alice)
    },
  )

  test.each([
    ['engine', { engine: { value: 'gecko' } }, {}],
    ['system', { platform: { value: 'Win32' } }, {}],
    ['browser', {}, { browserName: 'Edge' }],
  ])('never crosses to another %s', (_, changed, browser) => {
    const signals: Readings = { ...chromiumOnLinux, ...changed }
    const network = { browser: { ...someNetwork.browser, ...browser } }
    const history = { candidates: [sampleProfile(alice)] }
    expect(identify(sampleFacts({ signals, network, history }), fresh).visitorId).toBe(fresh)
  })

  test('is somebody new when the machine is another one', () => {
    const history = { candidates: [sampleProfile(alice)] }
    const result = identify(sampleFacts({ signals: otherMachine, history }), fresh)
    expect(result.visitorId).toBe(fresh)
    expect(result.why.known).toBeLessThan(0.6)
  })

  test('takes the visitor from the same address among equals, and says who came close', () => {
    const here = sampleProfile(alice)
    const elsewhere = sampleProfile(bob, { network: { ip: '192.0.2.1' } })
    const result = identify(sampleFacts({ history: { candidates: [elsewhere, here] } }), fresh)
    expect(result.visitorId).toBe(alice)
    expect(result.why.runnerUp?.visitorId).toBe(bob)
    expect(result.why.runnerUp?.behind).toBeGreaterThan(0)
  })

  test('makes no third visitor of two that tie, and is not sure', () => {
    const candidates = [sampleProfile(alice), sampleProfile(bob)]
    const result = identify(sampleFacts({ history: { candidates } }), fresh)
    expect([alice, bob]).toContain(result.visitorId)
    expect(result.confidence).toBeLessThan(0.6)
  })

  test('looks at nothing that Firefox makes noise in', () => {
    const firefox: Readings = { ...chromiumOnLinux, engine: { value: 'gecko' } }
    const drawn = { value: { winding: true, geometry: 'a', text: 'b' } }
    const candidates = [sampleProfile(alice, { signals: { ...firefox, canvas: drawn } })]
    const signals = { ...firefox, canvas: { value: { winding: true, geometry: 'c', text: 'd' } } }
    const { why } = identify(sampleFacts({ signals, history: { candidates } }), fresh)
    expect(why.evidence.filter(({ attribute }) => attribute.startsWith('canvas'))).toEqual([])
  })
})

describe('the high-recall id', () => {
  test('is new with a new visitor and stays with a known one', () => {
    const first = identify(sampleFacts(), fresh)
    expect(first.highRecall).toMatchObject({ id: `${fresh}_hr`, isFound: false })
    const again = identify(sampleFacts({ history: { exact: sampleProfile(alice) } }), fresh)
    expect(again.highRecall).toMatchObject({ id: `${alice}_hr`, isFound: true })
  })
})

describe('Firefox with resistFingerprinting', () => {
  const uniform: Readings = {
    ...chromiumOnLinux,
    engine: { value: 'gecko' },
    canvasNoise: { value: { wrongPixels: 256, isStable: false } },
  }

  test('is not compared by its stock answers, and only looked up by its network', () => {
    const candidates = [sampleProfile(alice, { signals: uniform })]
    const { why } = identify(sampleFacts({ signals: uniform, history: { candidates } }), fresh)
    const compared = why.evidence.map(({ attribute }) => attribute)
    for (const hidden of ['cores', 'screen', 'fonts', 'timezone', 'languages', 'renderer']) {
      expect(compared).not.toContain(hidden)
    }
    expect(compared).toContain('network')
    const keys = sampleKeys({ signals: uniform })
    expect(keys.exact).toBeUndefined()
    expect(keys.blocks).toHaveLength(1)
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
    expect(result.why.method).toBe('anchor')
    const differed = result.why.evidence.filter(({ relation }) => relation === 'different')
    expect(differed.map(({ attribute }) => attribute)).toEqual(['screen'])
    expect(result.confidence).toBeGreaterThan(0.99)
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
    expect(after.traits.last).toEqual(before.traits.last)
    expect(after.traits.fonts).toEqual(before.traits.fonts)
  })

  test('keeps a value that was left, so that the way back is known', () => {
    const before = sampleProfile(alice)
    const screen = codeOf('screen')
    const signals = { ...chromiumOnLinux, screenResolution: { value: [2560, 1440] } }
    const facts = sampleFacts({ signals, history: { exact: before } })
    const docked = profileAfter(facts, identify(facts, fresh))
    expect(docked.traits.earlier[screen]).toEqual([before.traits.last[screen]])
    expect(docked.traits.changes[screen]).toBe(1)
    const back = identify(sampleFacts({ history: { exact: docked } }), fresh)
    const { relation } = back.why.evidence.find(({ attribute }) => attribute === 'screen') ?? {}
    expect(relation).toBe('earlier')
  })

  test('keeps at most six networks, the last one at the end', () => {
    let profile = sampleProfile(alice)
    for (let third = 0; third < 9; third++) {
      const network = { ip: `203.0.${third}.1` }
      const facts = sampleFacts({ network, history: { exact: profile } })
      profile = profileAfter(facts, { ...identify(facts, alice), visitorId: alice })
    }
    expect(profile.traits.networks).toHaveLength(18)
    expect(profile.traits.networks.slice(-3)).toEqual(networksOf('203.0.8.1'))
    expect(profile.traits.moves).toBe(9)
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
