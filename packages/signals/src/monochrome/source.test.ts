import { testReadings } from '../../test-setup/test-readings'

testReadings('monochrome', {
  'Chromium 156': 0,
  'Firefox 153': 0,
  'WebKitGTK 2.50': 0,
})
