import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

const hashes = {
  contextAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
  parameters: expect.stringMatching(/^[0-9a-f]{32}$/),
  shaderPrecisions: expect.stringMatching(/^[0-9a-f]{32}$/),
  extensions: expect.stringMatching(/^[0-9a-f]{32}$/),
  extensionParameters: expect.stringMatching(/^[0-9a-f]{32}$/),
  unsupportedExtensions: [],
}

testReadings('webglExtensions', {
  'Chromium 156': hashes,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': hashes,
})
