import { testReadings } from '../../test-setup/test-readings'

// The page of the tests has no permission, and none is asked for.
testReadings('position', {
  'Chromium 156': undefined,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
