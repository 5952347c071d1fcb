import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

// The page's policy refuses workers, so none is tried.
testReadings('fileAccess', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})

/** A driver's new context is a private window: a write asks another process, a flush does nothing. */
test.each(inject('visits').visited)('without policy in $browser', ({ kind, open }) => {
  const { value } = open.readings.fileAccess ?? {}
  if (kind !== 'chromium') return expect(value).toBeUndefined()
  const { writeMs, flushMs } = value as { writeMs: number; flushMs: number } // its schema is tested
  expect(writeMs).toBeGreaterThan(10 * flushMs)
})
