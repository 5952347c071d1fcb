import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('platform', {
  'Chromium 156': expect.stringMatching(/^(Linux|MacIntel|Win32)/),
  'Firefox 153': expect.stringMatching(/^(Linux|MacIntel|Win32)/),
  'WebKitGTK 2.50': expect.stringMatching(/^(Linux|MacIntel|Win32)/),
})
