import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('mediaDevices', {
  'Chromium 156': {
    audioInputs: expect.any(Number),
    videoInputs: expect.any(Number),
    audioOutputs: expect.any(Number),
  },
  'Firefox 153': {
    audioInputs: expect.any(Number),
    videoInputs: expect.any(Number),
    audioOutputs: expect.any(Number),
  },
  'WebKitGTK 2.50': {
    audioInputs: expect.any(Number),
    videoInputs: expect.any(Number),
    audioOutputs: expect.any(Number),
  },
})
