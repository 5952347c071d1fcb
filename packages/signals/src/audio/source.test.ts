import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('audio', {
  'Chromium 156': expect.closeTo(101.4565, 3),
  'Firefox 153': expect.closeTo(80.9801, 3),
  'WebKitGTK 2.50': expect.closeTo(101.4565, 3),
})
