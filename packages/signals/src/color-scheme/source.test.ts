import { testReadings } from '../../test-setup/test-readings'

testReadings('colorScheme', {
  'Chromium 156': 'light',
  'Firefox 153': 'light',
  'WebKitGTK 2.50': 'light',
})
