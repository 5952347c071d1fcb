import { testReadings } from '../../test-setup/test-readings'

testReadings('driverGlobals', {
  'Chromium 156': [],
  'Firefox 153': [],
  'WebKitGTK 2.50': [],
})
