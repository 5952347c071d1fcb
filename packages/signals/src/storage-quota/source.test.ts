import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('storageQuota', {
  'Chromium 156': 10 * 2 ** 30,
  'Firefox 153': expect.any(Number),
  'WebKitGTK 2.50': undefined,
})
