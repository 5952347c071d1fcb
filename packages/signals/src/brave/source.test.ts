import { testReadings } from '../../test-setup/test-readings'

testReadings('brave', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
