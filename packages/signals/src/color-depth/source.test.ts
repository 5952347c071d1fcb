import { testReadings } from '../../test-setup/test-readings'

testReadings('colorDepth', {
  'Chromium 156': 24,
  'Firefox 153': 24,
  'WebKitGTK 2.50': 24,
})
