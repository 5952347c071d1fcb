import { testReadings } from '../../test-setup/test-readings'

testReadings('doNotTrack', {
  'Chromium 156': undefined,
  'Firefox 153': 'unspecified',
  'WebKitGTK 2.50': undefined,
})
