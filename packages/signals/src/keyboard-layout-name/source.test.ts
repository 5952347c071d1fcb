import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('keyboardLayoutName', {
  'Chromium 156': expect.any(String),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
