import { testReadings } from '../../test-setup/test-readings'

testReadings('webglStatus', {
  'Chromium 156': 'ok',
  'Firefox 153': 'no-context',
  'WebKitGTK 2.50': 'ok',
})
