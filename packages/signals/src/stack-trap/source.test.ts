import { expect, inject, test } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

// A driver's client listens in these tests, so the first run hits.
testReadings('stackTrap', {
  'Chromium 156': { runs: 1, hits: 1 },
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})

test.each(inject('visits').visited)(
  'tries a worker where the page has no policy in $browser',
  ({ kind, open }) => {
    const found = kind === 'chromium' ? { value: { runs: 1, hits: 1, workerHits: 1 } } : {}
    expect(open.readings.stackTrap).toEqual(found)
  },
)
