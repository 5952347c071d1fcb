import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('voices', {
  'Chromium 156': expect.objectContaining({
    count: expect.any(Number),
    localCount: expect.any(Number),
    hash: expect.stringMatching(/^[0-9a-f]{32}$/),
  }),
  'Firefox 153': expect.objectContaining({
    count: expect.any(Number),
    localCount: expect.any(Number),
    hash: expect.stringMatching(/^[0-9a-f]{32}$/),
  }),
  'WebKitGTK 2.50': expect.objectContaining({
    count: expect.any(Number),
    localCount: expect.any(Number),
    hash: expect.stringMatching(/^[0-9a-f]{32}$/),
  }),
})
