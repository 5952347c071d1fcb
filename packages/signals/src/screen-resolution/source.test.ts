import { testReadings } from '../../test-setup/test-readings'

testReadings('screenResolution', {
  'Chromium 156': [800, 600],
  'Firefox 153': [1366, 768],
  'WebKitGTK 2.50': [1920, 1080],
})
