import { testReadings } from '../../test-setup/test-readings'

testReadings('productSub', {
  'Chromium 156': '20030107',
  'Firefox 153': '20100101',
  'WebKitGTK 2.50': '20030107',
})
