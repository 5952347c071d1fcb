import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('webglLimits', {
  'Chromium 156': expect.objectContaining({
    MAX_TEXTURE_SIZE: expect.any(Number),
    MAX_VIEWPORT_DIMS: [expect.any(Number), expect.any(Number)],
  }),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': expect.objectContaining({
    MAX_TEXTURE_SIZE: expect.any(Number),
    MAX_VIEWPORT_DIMS: [expect.any(Number), expect.any(Number)],
  }),
})
