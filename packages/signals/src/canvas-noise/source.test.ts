import { testReadings } from '../../test-setup/test-readings'

testReadings('canvasNoise', {
  'Chromium 156': { wrongPixels: 0, isStable: true },
  'Firefox 153': { wrongPixels: 0, isStable: true },
  'WebKitGTK 2.50': { wrongPixels: 0, isStable: true },
})
