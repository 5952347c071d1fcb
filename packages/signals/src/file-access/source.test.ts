import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

// The page's policy refuses workers, so none is tried.
testReadings('fileAccess', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})

/** The profile of the tests is on disk: a write is one's own, a flush waits for the disk. */
test.each(inject('visits').visited)('without policy in $browser', ({ kind, open }) => {
  const { value } = open.readings.fileAccess ?? {}
  if (kind !== 'chromium') return expect(value).toBeUndefined()
  const { writeMs } = value as { writeMs: number } // its schema is tested
  expect(writeMs).toBeLessThan(0.4)
})
