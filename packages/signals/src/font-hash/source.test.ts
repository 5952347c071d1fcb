import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('fontHash', {
  'Chromium 156': expect.stringMatching(/^[0-9a-f]{32}$/),
  'Firefox 153': expect.stringMatching(/^[0-9a-f]{32}$/),
  'WebKitGTK 2.50': expect.stringMatching(/^[0-9a-f]{32}$/),
})
