import { testReadings } from '../../test-setup/test-readings'

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone

testReadings('timezone', {
  'Chromium 156': zone,
  'Firefox 153': zone,
  'WebKitGTK 2.50': zone,
})
