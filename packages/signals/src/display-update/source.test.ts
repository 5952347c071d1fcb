import { testReadings } from '../../test-setup/test-readings'

testReadings('displayUpdate', {
  'Chromium 156': 'fast',
  'Firefox 153': 'fast',
  'WebKitGTK 2.50': 'fast',
})
