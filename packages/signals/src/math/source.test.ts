import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('math', {
  'Chromium 156': 'f9d2eb3d55546d6333e09322ef3e374d',
  'Firefox 153': 'f9d2eb3d55546d6333e09322ef3e374d',
  'WebKitGTK 2.50': expect.stringMatching(/^[0-9a-f]{32}$/),
})
