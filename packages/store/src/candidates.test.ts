import { describe, expect, test } from 'vitest'
import { aProfile } from '../conformance/sample'
import { chooseCandidates, orderCandidates, planBlocks } from './candidates'

const listOf = <Owner>(entries: { owner: Owner; order: number }[]) => ({
  entries,
  isPopular: false,
  version: 1,
})

describe('chooseCandidates', () => {
  test('prefers shared and rare keys when there are too many', () => {
    const popular = Array.from({ length: 160 }, (_, at) => ({ owner: at, order: 1_000 - at }))
    const rare = [{ owner: 159, order: 5 }]
    const chosen = chooseCandidates([listOf(popular), listOf(rare)])
    expect(chosen).toHaveLength(28)
    expect(chosen.slice(0, 3)).toEqual([159, 0, 1])
  })

  test('names an owner of several lists once', () => {
    const list = [{ owner: 'a', order: 1 }]
    expect(chooseCandidates([listOf(list), listOf(list)])).toEqual(['a'])
  })

  test('of nothing is nothing', () => {
    expect(chooseCandidates([listOf([]), listOf([])])).toEqual([])
  })
})

test('orderCandidates puts equal times in the order of their ids', () => {
  const profiles = ['b', 'a', 'c'].map((visitorId) => aProfile({ visitorId }))
  expect(orderCandidates(profiles).map(({ visitorId }) => visitorId)).toEqual(['a', 'b', 'c'])
})

describe('planBlocks', () => {
  const held = Array.from({ length: 23 }, (_, at) => `k${at}`)

  test('adds what is new and moves what is shown again to the end', () => {
    const { kept, added, dropped } = planBlocks(held.slice(0, 3), ['k0', 'new', 'new'])
    expect(kept).toEqual(['k1', 'k2', 'k0'])
    expect(added).toEqual(['new'])
    expect(dropped).toEqual([])
  })

  test('drops the oldest beyond 24', () => {
    const { kept, added, dropped } = planBlocks(held, ['k0', 'x', 'y', 'z'])
    expect(dropped).toEqual(['k1', 'k2'])
    expect(kept.length + added.length).toBe(24)
    expect(kept.at(-1)).toBe('k0')
  })

  test('never holds more than 24, however many a visit shows', () => {
    const many = Array.from({ length: 40 }, (_, at) => `m${at}`)
    const { kept, added } = planBlocks(held, many)
    expect(kept).toEqual([])
    expect(added).toEqual(many.slice(0, 24))
  })
})
