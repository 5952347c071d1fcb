import { testReadings } from '../../test-setup/test-readings'

testReadings('reducedMotion', {
  'Chromium 156': false,
  'Firefox 153': false,
  'WebKitGTK 2.50': false,
})
