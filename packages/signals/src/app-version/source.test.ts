import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('appVersion', {
  'Chromium 156': expect.stringContaining('HeadlessChrome/156.0.0.0'),
  'Firefox 153': expect.stringMatching(/^5\.0 \(\w+\)$/),
  'WebKitGTK 2.50': expect.stringContaining('AppleWebKit/605.1.15'),
})
