import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('batteryLevel', {
  'Chromium 156': expect.any(Number),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
