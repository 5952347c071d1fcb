import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('windowGeometry', {
  'Chromium 156': expect.objectContaining({ outerWidth: 1200, outerHeight: 800, screenWidth: 800 }),
  'Firefox 153': expect.objectContaining({ outerWidth: 1200, outerHeight: 800, screenWidth: 1366 }),
  'WebKitGTK 2.50': expect.objectContaining({
    outerWidth: 1200,
    outerHeight: 800,
    innerWidth: 1200,
  }),
})
