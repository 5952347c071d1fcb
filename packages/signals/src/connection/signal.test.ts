import { expect, test } from 'vitest'
import { accepts, likeness } from '../../test-setup/try-signal'
import { connection } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(connection, { effectiveType: '4g', rttMs: 100, downlinkMbps: 1.3, saveData: false }),
  ).toBe(true)
  expect(accepts(connection, [])).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      connection,
      { effectiveType: '4g', rttMs: 100, downlinkMbps: 1.3, saveData: false },
      { effectiveType: '4g', rttMs: 100, downlinkMbps: 1.3, saveData: false },
    ),
  ).toBe(1)
  expect(
    likeness(
      connection,
      { effectiveType: '4g', rttMs: 100, downlinkMbps: 1.3, saveData: false },
      [],
    ),
  ).toBe(0)
})
