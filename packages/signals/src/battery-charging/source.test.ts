import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('batteryCharging', {
  'Chromium 156': expect.any(Boolean),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
