import { testReadings } from '../../test-setup/test-readings'

testReadings('devicePixelRatio', {
  'Chromium 156': { ratio: 1, matchesMedia: true },
  'Firefox 153': { ratio: 1, matchesMedia: true },
  'WebKitGTK 2.50': { ratio: 1, matchesMedia: true },
})
