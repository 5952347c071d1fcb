import { testReadings } from '../../test-setup/test-readings'

testReadings('engine', {
  'Chromium 156': 'blink',
  'Firefox 153': 'gecko',
  'WebKitGTK 2.50': 'webkit',
})
