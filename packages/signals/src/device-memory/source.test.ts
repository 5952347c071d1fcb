import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

testReadings('deviceMemory', {
  'Chromium 156': expect.toSatisfy((gib: number) => Math.log2(gib) % 1 === 0),
  'Firefox 153': undefined,
  'WebKitGTK 2.50': undefined,
})
