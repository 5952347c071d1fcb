import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('connection', {
  'Chromium 156': expect.objectContaining({
    effectiveType: expect.stringMatching(/g$/),
    rttMs: expect.any(Number),
    saveData: false,
  }),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
