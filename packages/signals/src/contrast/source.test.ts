import { testReadings } from '../../test-setup/test-readings'

testReadings('contrast', {
  'Chromium 156': 'no-preference',
  'Firefox 153': 'no-preference',
  'WebKitGTK 2.50': 'no-preference',
})
