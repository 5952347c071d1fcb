import { testReadings } from '../../test-setup/test-readings'

testReadings('colorGamut', {
  'Chromium 156': 'srgb',
  'Firefox 153': 'srgb',
  'WebKitGTK 2.50': 'srgb',
})
