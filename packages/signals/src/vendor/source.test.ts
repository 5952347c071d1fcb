import { testReadings } from '../../test-setup/test-readings'

testReadings('vendor', {
  'Chromium 156': 'Google Inc.',
  'Firefox 153': '',
  'WebKitGTK 2.50': 'Apple Computer, Inc.',
})
