import { testReadings } from '../../test-setup/test-readings'

testReadings('pointer', {
  'Chromium 156': { primary: 'fine', any: 'fine', hover: true, anyHover: true },
  'Firefox 153': { primary: 'none', any: 'none', hover: false, anyHover: false },
  'WebKitGTK 2.50': { any: 'fine', primary: 'fine', anyHover: true, hover: true },
})
