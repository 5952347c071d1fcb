import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('userAgent', {
  'Chromium 156': expect.stringContaining('HeadlessChrome/156.0.0.0'),
  'Firefox 153': expect.stringContaining('Gecko/20100101 Firefox/153.0'),
  'WebKitGTK 2.50': expect.stringContaining('AppleWebKit/605.1.15'),
})
