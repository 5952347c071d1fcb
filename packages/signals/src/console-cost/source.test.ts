import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

/** Firefox's driver reads the getter of a logged object. */
testReadings('consoleCost', {
  'Chromium 156': undefined,
  'Firefox 153': {
    tableMs: expect.toSatisfy((ms: number) => ms > 0 && ms < 5000),
    logMs: expect.toSatisfy((ms: number) => ms > 0 && ms < 5000),
    getterReads: 1,
  },
  'WebKitGTK 2.50': undefined,
})
