import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('oscpu', {
  'Chromium 156': undefined,
  'Firefox 153': expect.stringMatching(/Linux|Mac OS X|Windows/),
  'WebKitGTK 2.50': undefined,
})
