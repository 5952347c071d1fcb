import { testReadings } from '../../test-setup/test-readings'

testReadings('globalPrivacyControl', {
  'Chromium 156': undefined,
  'Firefox 153': false,
  'WebKitGTK 2.50': undefined,
})
