import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { workerFacts } from './signal'

const seen = {
  userAgent: 'Mozilla/5.0',
  languages: ['en-US'],
  hardwareConcurrency: 8,
  timezone: 'Europe/Berlin',
}

test('accepts what browsers give and refuses other shapes', () => {
  expect(accepts(workerFacts, seen)).toBe(true)
  expect(accepts(workerFacts, { ...seen, brands: ['Chromium 156'], platformHint: '' })).toBe(true)
  expect(accepts(workerFacts, { ...seen, languages: 'en' })).toBe(false)
})

test('is equal only to itself', () => {
  expect(likeness(workerFacts, seen, { ...seen })).toBe(1)
  expect(likeness(workerFacts, seen, { ...seen, hardwareConcurrency: 4 })).toBe(0)
})
