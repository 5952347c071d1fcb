import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('systemFonts', {
  'Chromium 156': Array(6).fill(expect.stringMatching(/^\d+px .+$/)),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
