import { testReadings } from '../../test-setup/test-readings'

testReadings('screenFrame', {
  'Chromium 156': [0, 0, 0, 0],
  'Firefox 153': [0, 0, 0, 0],
  'WebKitGTK 2.50': [0, 0, 0, 0],
})
