import { testReadings } from '../../test-setup/test-readings'

testReadings('privateFiles', {
  'Chromium 156': 'ok',
  'Firefox 153': 'ok',
  'WebKitGTK 2.50': undefined,
})
