import { testReadings } from '../../test-setup/test-readings'

testReadings('touchSupport', {
  'Chromium 156': { maxTouchPoints: 0, touchEvent: false, touchStart: false },
  'Firefox 153': { maxTouchPoints: 0, touchEvent: false, touchStart: false },
  'WebKitGTK 2.50': { maxTouchPoints: 0, touchStart: false, touchEvent: true },
})
