import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('keyboardLayoutHash', {
  'Chromium 156': expect.stringMatching(/^[0-9a-f]{32}$/),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
