import { describe, expect, test } from 'vitest'
import type { Anchor, Facts } from '../facts'
import { type Identification, identify } from './identify'
import type { Profile } from './profile'
import { profileAfter } from './profile-after'
import { sampleFacts, sampleProfile, someNetwork } from './sample-facts'
import { isOfAnotherBrowser, storagesAfter } from './storages'

const profileWith = (storages: Profile['traits']['storages']): Profile => {
  const profile = sampleProfile('AAAAaliceAAAAaliceAA')
  return { ...profile, traits: { ...profile.traits, ...(storages && { storages }) } }
}

describe('a token is of another browser', () => {
  const profile = profileWith([
    { id: 'old', version: 150 },
    { id: 'young', version: 149 },
  ])

  test.each([
    ['when an older storage has shown a later version', 'young', 149, true],
    ['when it was never seen and an older storage is ahead', 'fresh', 149, true],
    ['not when it has caught up', 'young', 150, false],
    ['not when it is the oldest', 'old', 149, false],
    ['not when its own version fell', 'young', 148, false],
    ['not when the version is unknown', 'young', 0, false],
    ['not when it names no storage', undefined, 149, false],
  ])('%s', (_, storage, version, expected) => {
    expect(isOfAnotherBrowser(profile, storage, version)).toBe(expected)
  })

  test('when that was found out before, whatever it shows', () => {
    const marked = profileWith([
      { id: 'old', version: 150 },
      { id: 'young', version: 151, leaves: true },
    ])
    expect(isOfAnotherBrowser(marked, 'young', 152)).toBe(true)
  })
})

describe('after a visit', () => {
  test('younger storages that are ahead are marked', () => {
    const before = [
      { id: 'old', version: 149 },
      { id: 'young', version: 150 },
    ]
    expect(storagesAfter(before, 'old', 149)).toEqual([
      { id: 'old', version: 149 },
      { id: 'young', version: 150, leaves: true },
    ])
  })

  test('a browser that went back marks nobody', () => {
    const before = [
      { id: 'old', version: 150 },
      { id: 'young', version: 150 },
    ]
    expect(storagesAfter(before, 'old', 148)[1]).toEqual({ id: 'young', version: 150 })
  })

  test('an unknown version leaves the known one', () => {
    const before = [{ id: 'old', version: 150 }]
    expect(storagesAfter(before, 'old', 0)).toEqual(before)
  })

  test('six are kept, the oldest of all among them', () => {
    let storages = storagesAfter([], 'first', 150)
    for (let at = 0; at < 10; at++) storages = storagesAfter(storages, `s${at}`, 150)
    expect(storages.map(({ id }) => id)).toEqual(['first', 's5', 's6', 's7', 's8', 's9'])
  })
})

/** The engine with a memory of one visitor at a time, as the store gives it. */
class Site {
  readonly #profiles = new Map<string, Profile>()
  #fresh = 0

  visit(machine: { token?: Anchor }, version: number): Identification {
    const { token } = machine
    const profiles = [...this.#profiles.values()]
    const anchored = profiles
      .filter(({ visitorId }) => visitorId === token?.visitorId)
      .map((profile) => ({ visitorId: profile.visitorId, state: 'known' as const, profile }))
    const facts: Facts = sampleFacts({
      network: {
        browser: { ...someNetwork.browser, browserFullVersion: `${version}.0.0.0` },
      },
      ...(token && { anchors: [token] }),
      history: { anchored, candidates: profiles },
      now: 1_790_000_000_000 + this.#fresh * 3_600_000,
    })
    const found = identify(facts, `Visitor${String(++this.#fresh).padStart(13, '0')}`)
    this.#profiles.set(found.visitorId, profileAfter(facts, found))
    const { visitorId, storage } = found
    machine.token = { carrier: 'local', state: 'valid', visitorId, storage }
    return found
  }
}

test('two machines of one image part when one is updated before the other', () => {
  const site = new Site()
  const first: { token?: Anchor } = {}
  const second: { token?: Anchor } = {}
  const id = site.visit(first, 150).visitorId
  expect(site.visit(second, 150).visitorId).toBe(id)
  for (const machine of [first, second]) expect(site.visit(machine, 150).visitorId).toBe(id)

  // The second one is ahead: it is the one that came later, so it leaves on its next visit.
  expect(site.visit(second, 151).visitorId).toBe(id)
  expect(site.visit(first, 150).visitorId).toBe(id)
  const parted = site.visit(second, 151)
  expect(parted.visitorId).not.toBe(id)
  expect(parted.why.anchors[0]?.verdict).toBe('other_browser')
  expect(parted.highRecall.id).toBe(`${id}_hr`)
  expect(site.visit(first, 151).visitorId).toBe(id)
  expect(site.visit(second, 151).visitorId).toBe(parted.visitorId)
})

test('two profiles of one browser stay together through updates', () => {
  const site = new Site()
  const one: { token?: Anchor } = {}
  const other: { token?: Anchor } = {}
  const id = site.visit(one, 150).visitorId
  for (const [profile, version] of [
    [other, 150],
    [one, 150],
    [other, 151],
    [one, 151],
    [one, 152],
    [other, 152],
  ] as const)
    expect(site.visit(profile, version).visitorId).toBe(id)
})
