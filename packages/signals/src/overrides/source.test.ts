import { testReadings } from '../../test-setup/test-readings'

testReadings('overrides', {
  'Chromium 156': { own: [], replaced: [], differs: [] },
  'Firefox 153': { own: [], replaced: [], differs: [] },
  'WebKitGTK 2.50': { replaced: [], own: [], differs: [] },
})
