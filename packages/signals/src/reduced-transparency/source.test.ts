import { testReadings } from '../../test-setup/test-readings'

testReadings('reducedTransparency', {
  'Chromium 156': false,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
