import { testReadings } from '../../test-setup/test-readings'

testReadings('vendorFlavors', {
  'Chromium 156': ['chrome', 'external'],
  'Firefox 153': ['external', 'netscape'],
  'WebKitGTK 2.50': [],
})
