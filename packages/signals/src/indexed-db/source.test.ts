import { testReadings } from '../../test-setup/test-readings'

testReadings('indexedDb', {
  'Chromium 156': true,
  'Firefox 153': true,
  'WebKitGTK 2.50': true,
})
