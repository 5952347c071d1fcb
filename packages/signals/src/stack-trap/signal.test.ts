import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { stackTrap } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(stackTrap, { runs: 3, hits: 0 })).toBe(true)
  expect(accepts(stackTrap, { runs: 1, hits: 1, workerHits: 1 })).toBe(true)
  expect(accepts(stackTrap, { runs: 4, hits: 0 })).toBe(false)
  expect(accepts(stackTrap, { hits: 0 })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(stackTrap, { runs: 3, hits: 0 }, { runs: 3, hits: 0 })).toBe(1)
  expect(likeness(stackTrap, { runs: 3, hits: 0 }, { runs: 3, hits: 2 })).toBe(0)
})
