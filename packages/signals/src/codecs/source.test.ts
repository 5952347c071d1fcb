import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('codecs', {
  'Chromium 156': expect.stringMatching(/^[pm-]{17}$/),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': expect.stringMatching(/^[pm-]{17}$/),
})
