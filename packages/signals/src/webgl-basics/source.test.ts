import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('webglBasics', {
  'Chromium 156': expect.objectContaining({
    version: 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
    renderer: 'WebKit WebGL',
    rendererUnmasked: expect.stringMatching(/^ANGLE/),
  }),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': expect.objectContaining({
    vendorUnmasked: 'Apple Inc.',
    rendererUnmasked: 'Apple GPU',
  }),
})
