import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

/** What they are depends on the disk; an automated WebKitGTK keeps its storage in memory. */
const times = {
  ratio: expect.toSatisfy((ratio: number) => ratio > 0.3 && ratio < 1000),
  strictMs: expect.any(Number),
  relaxedMs: expect.any(Number),
  openMs: expect.any(Number),
}

testReadings('storageDurability', {
  'Chromium 156': times,
  'Firefox 153': undefined,
  'WebKitGTK 2.50': times,
})
