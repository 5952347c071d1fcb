import { expect, test } from 'vitest'
import { visits } from './sample-visits'
import { trackingOf } from './tracking'

test('an unbroken id lasts from the first to the last visit', () => {
  expect(trackingOf(visits('1a 1a 1a'))).toEqual({
    avgDays: 2,
    maxDays: 2,
    oracleDays: 2,
    chainShare: 1,
    idsPerBrowser: 1,
    ownership: 1,
  })
})

test('the longest chain ends where the id changes and counts no return to it', () => {
  const result = trackingOf(visits('1a 1a 1b 1a 1a 1a'))
  expect(result.maxDays).toBe(2)
  expect(result.oracleDays).toBe(5)
  expect(result.chainShare).toBe(0.4)
  expect(result.idsPerBrowser).toBe(2)
  // (6 visits - 2 ids) / 2 ids x 1 day
  expect(result.avgDays).toBe(2)
})

test('ownership is the share of the main browser of each id, averaged over ids', () => {
  // a: 2 of 3; b: 1 of 1
  expect(trackingOf(visits('1a 1a 2a 2b')).ownership).toBeCloseTo(5 / 6)
})

test('figures are means over browsers', () => {
  // Browser 1: days 0 to 2 under one id. Browser 2: one visit.
  const result = trackingOf(visits('1a 2b 1a'))
  expect(result.maxDays).toBe(1)
  expect(result.idsPerBrowser).toBe(1)
})
